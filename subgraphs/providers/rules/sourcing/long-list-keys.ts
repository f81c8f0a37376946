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
  const refuseIf = (when: boolean, rule: string, code: string, message: string, field: string) => {
    if (when) refusals.push(refuse(rule, code, message, field));
  };
  const admitted = 'Keys are kept by a council that has admitted the provider.';
  refuseIf(!facts.isMember, 'PROV-12', 'NOT_A_MEMBER', admitted, 'input.council');
  const types = 'A member gives at least one type of service.';
  refuseIf(keys.serviceTypes.length === 0, 'PROV-14', 'SERVICE_TYPE_REQUIRED', types, 'input.serviceTypes');
  const coverage = 'A member covers at least one patch; leave the patches out for the whole borough.';
  refuseIf(keys.patches?.length === 0, 'PROV-14', 'COVERAGE_REQUIRED', coverage, 'input.patches');
  for (const [index, patch] of (keys.patches ?? []).entries()) {
    const known = `The patch must be one of the council's: ${facts.patches.join(', ')}.`;
    refuseIf(!facts.patches.includes(patch), 'PROV-14', 'PATCH_UNKNOWN', known, `input.patches.${index}`);
  }
  return refusals;
}
