import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';
import type { ServiceType } from '../../../../schema/events/cases.js';

/**
 * By what a member is put on the long lists of a council, beside its categories, which are those of its membership, and
 * its expertise, which is that of its record [PROV-14; 000 ¶7a].
 */
export interface LongListKeys {
  readonly serviceTypes: readonly ServiceType[];
  /** Codes of the patches that it covers; null is the whole borough. */
  readonly patches: readonly string[] | null;
}

/**
 * Refuses keys that lead nowhere: `SERVICE_TYPE_REQUIRED`; `COVERAGE_REQUIRED` for no patch at all; `PATCH_UNKNOWN` for one
 * that the council does not have. And `NOT_A_MEMBER` for a provider that the council has not admitted. [PROV-14, PROV-12]
 *
 * @param facts.patches codes of the council's patches
 */
export function longListKeysRefusals(
  keys: LongListKeys,
  facts: { readonly isMember: boolean; readonly patches: readonly string[] },
): readonly Refusal[] {
  const refusals: Refusal[] = [];
  if (!facts.isMember) {
    const message = 'Keys are kept by a council that has admitted the provider.';
    refusals.push(refuse('PROV-12', 'NOT_A_MEMBER', message, 'input.council'));
  }
  if (keys.serviceTypes.length === 0) {
    const message = 'A member gives at least one type of service.';
    refusals.push(refuse('PROV-14', 'SERVICE_TYPE_REQUIRED', message, 'input.serviceTypes'));
  }
  if (keys.patches?.length === 0) {
    const message = 'A member covers at least one patch; leave the patches out for the whole borough.';
    refusals.push(refuse('PROV-14', 'COVERAGE_REQUIRED', message, 'input.patches'));
  }
  for (const [index, patch] of (keys.patches ?? []).entries()) {
    if (facts.patches.includes(patch)) continue;
    const message = `The patch must be one of the council's: ${facts.patches.join(', ')}.`;
    refusals.push(refuse('PROV-14', 'PATCH_UNKNOWN', message, `input.patches.${index}`));
  }
  return refusals;
}
