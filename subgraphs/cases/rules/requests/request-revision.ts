import { contentHash } from '../../../../kernel/values/content-hash.js';
import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';
import type { NeedProfile } from '../../../../schema/events/cases.js';
import type { PackageState } from './package-states.js';

/** Names of the parts of a need that differ; the order of the keys within a part says nothing. [WIN-14, ASM-36] */
export function changedNeed(before: NeedProfile, after: NeedProfile): Array<keyof NeedProfile> {
  const parts = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort() as Array<keyof NeedProfile>;
  // A need from before a part of it was known says nothing by it.
  return parts.filter((part) => contentHash({ is: before[part] ?? null }) !== contentHash({ is: after[part] ?? null }));
}

const OVER: readonly PackageState[] = ['REFUSED', 'CLOSED', 'CANCELLED', 'SIGNPOSTED_DP'];
const AWARDED: readonly PackageState[] = ['PLACED', 'ACTIVE'];

/**
 * Refuses a later version of a request for a package that is over, and one that changes the need after a provider was
 * awarded: what was bid for is varied, not rewritten. Everything else in the case may be corrected until the end.
 * [ASM-36]
 */
export function revisionRefusal(state: PackageState, changed: readonly string[]): Refusal | undefined {
  if (OVER.includes(state)) {
    return refuse(
      'ASM-36',
      'PACKAGE_OVER',
      'This package is over; send the request under a new id for a new package.',
      'input.version',
    );
  }
  if (AWARDED.includes(state) && changed.length > 0) {
    return refuse(
      'ASM-36',
      'NEED_CHANGED_AFTER_AWARD',
      `The need of an awarded package is changed by a variation; this version differs in ${changed.join(', ')}.`,
      'input.version',
    );
  }
  return undefined;
}
