import type { Policy } from '../../../../schema/policy.js';

/** One round that a patch provider was asked in and that is settled, from which it was not gated. */
export interface Round {
  /** A bid was made, and not given back after the award. */
  readonly taken: boolean;
}

export interface DeclineMeasure {
  readonly invitations: number;
  /** Declines, silence, and awards given back. */
  readonly notTaken: number;
  /** Without a bid between them, up to the newest round. */
  readonly inARow: number;
  readonly persistent: 'SHARE' | 'CONSECUTIVE' | null;
}

/**
 * Whether a provider declines, or keeps silent, too often: more than the policy's share of at least so many rounds of
 * the rolling weeks, or so many in a row. Rounds that it was gated from are not given here. [CM-06, KPI-29; 002 App A
 * ¶10]
 *
 * @param rounds of the rolling weeks, oldest first
 */
export function declineMeasure(rounds: readonly Round[], policy: Pick<Policy, 'contract'>): DeclineMeasure {
  const { declinePct, declineMinimum, declineConsecutive } = policy.contract;
  const invitations = rounds.length;
  const notTaken = rounds.filter(({ taken }) => !taken).length;
  const inARow = invitations - 1 - rounds.findLastIndex(({ taken }) => taken);
  const counts = { invitations, notTaken, inARow };
  if (invitations >= declineMinimum && notTaken * 100 > invitations * declinePct) {
    return { ...counts, persistent: 'SHARE' };
  }
  return { ...counts, persistent: inARow >= declineConsecutive ? 'CONSECUTIVE' : null };
}

/** Where a provider stands with a council, as far as it decides whether it could be given a package. */
export interface GateFacts {
  readonly registered: boolean;
  readonly overall: keyof Policy['cqc']['gate']['matrix']['AWARD'] | 'INADEQUATE';
  readonly memberships: ReadonlyArray<{ readonly vehicle: string; readonly status: string }>;
}

/**
 * Whether a patch provider could not have been given a package: deregistered, no longer admitted, or barred by its
 * rating. A round that falls due meanwhile is nobody's decline. [CM-06, PROV-08]
 */
export function gatedFromPatch({ registered, overall, memberships }: GateFacts, policy: Pick<Policy, 'cqc'>): boolean {
  if (!registered || overall === 'INADEQUATE') return true;
  if (!memberships.some(({ vehicle, status }) => vehicle === 'PATCH' && status === 'ADMITTED')) return true;
  return policy.cqc.gate.matrix.AWARD[overall] === 'BLOCK';
}
