import type { Policy } from '../../../../schema/policy.js';

export const PERSISTENT_DECLINES = ['SHARE', 'CONSECUTIVE'] as const;
export type PersistentDecline = (typeof PERSISTENT_DECLINES)[number];

/** A settled round in which a patch provider was asked and from which it was not gated. */
export interface InvitationRound {
  /** A bid was made, and not given back after the award. */
  readonly taken: boolean;
}

export interface DeclineMeasure {
  readonly invitations: number;
  /** Declines, silence, and awards given back. */
  readonly notTaken: number;
  /** Without a bid between them, up to the newest round. */
  readonly inARow: number;
  readonly persistent: PersistentDecline | null;
}

/**
 * Whether a provider declines, or keeps silent, too often. It does if it took none of the last few rounds, or if it did
 * not take more than the policy's share of the rounds of the rolling weeks, once there are enough of them. Rounds from
 * which it was gated are not given here. [CM-06, KPI-29; 002 App A ¶10]
 *
 * @param rounds of the rolling weeks, oldest first
 */
export function declineMeasure(rounds: readonly InvitationRound[], policy: Pick<Policy, 'contract'>): DeclineMeasure {
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
