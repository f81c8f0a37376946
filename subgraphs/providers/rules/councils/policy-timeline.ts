import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';

/** A version of a council's policy: the higher of two whose date has come applies. */
export interface PolicyVersion {
  readonly version: number;
  readonly effectiveFrom: Date;
}

export const POLICY_STATUSES = ['TO_COME', 'IN_FORCE', 'PAST', 'SUPERSEDED'] as const;
export type PolicyStatus = (typeof POLICY_STATUSES)[number];

/**
 * Where a version stands at an instant. A later version takes its place from that version's date on; if that is no later
 * than its own, it never applied: SUPERSEDED.
 *
 * @param until the first date of any later version; null if there is none
 */
export function policyStatus(
  { effectiveFrom, until }: { readonly effectiveFrom: Date; readonly until: Date | null },
  at: Date,
): PolicyStatus {
  if (until && until <= effectiveFrom) return 'SUPERSEDED';
  if (at < effectiveFrom) return 'TO_COME';
  return until && until <= at ? 'PAST' : 'IN_FORCE';
}

/** The version that a policy in force from an instant on would follow: the highest whose date has come by then. */
export function followed<Version extends PolicyVersion>(versions: readonly Version[], from: Date): Version | null {
  return (
    versions
      .filter(({ effectiveFrom }) => effectiveFrom <= from)
      .toSorted(byVersion)
      .at(-1) ?? null
  );
}

/** The versions that are still to come and that a policy in force from an instant on would keep from ever applying. */
export function supersededBy<Version extends PolicyVersion>(
  versions: readonly Version[],
  { from, now }: { readonly from: Date; readonly now: Date },
): readonly Version[] {
  return versions
    .filter(({ version, effectiveFrom }) => {
      const later = versions.some((each) => each.version > version && each.effectiveFrom <= effectiveFrom);
      return !later && effectiveFrom > now && effectiveFrom >= from;
    })
    .toSorted(byVersion);
}

/**
 * Refuses a policy that is to apply from an instant already past: what was decided was decided by the policy of its day.
 * [IDG-16]
 */
export function policyFromRefusal(from: Date, now: Date, field: string): Refusal | undefined {
  if (from >= now) return undefined;
  return refuse('IDG-16', 'POLICY_IN_THE_PAST', 'A policy applies from now on, or from a later instant.', field);
}

/** Refuses a policy that was compared with another version than the latest: somebody set one in between. [IDG-16] */
export function policyBasisRefusal(basedOn: string, latest: string, field: string): Refusal | undefined {
  if (basedOn === latest) return undefined;
  return refuse(
    'IDG-16',
    'POLICY_CHANGED_MEANWHILE',
    'The latest version of this policy is another: look at the difference again, and name the version it was made from.',
    field,
  );
}

function byVersion(one: PolicyVersion, other: PolicyVersion): number {
  return one.version - other.version;
}
