import type { Policy } from '../../../../schema/policy.js';

export const PERSISTENT_DECLINES = ['SHARE', 'CONSECUTIVE'] as const;
export type PersistentDecline = (typeof PERSISTENT_DECLINES)[number];

/** Why an invitation was not taken: its provider had no room, the package did not suit it, or it kept silent. */
export type NotTaken = 'CAPACITY' | 'UNSUITABLE' | 'NO_RESPONSE';

/** An invitation of a patch provider whose answer is known, and from which it was not gated. */
export interface SettledInvitation {
  /** Null if a bid was made, and not given back after the award. */
  readonly notTaken: NotTaken | null;
}

export interface DeclineMeasure {
  readonly invitations: number;
  /** Declines, silence, and awards given back: the sum of the next three. */
  readonly notTaken: number;
  readonly forCapacity: number;
  readonly unsuitable: number;
  readonly unanswered: number;
  /** Without a bid between them, up to the newest invitation. */
  readonly inARow: number;
  readonly persistent: PersistentDecline | null;
}

/**
 * Whether a provider declines, or keeps silent, too often. It does if it took none of the last few invitations, or if it
 * did not take more than the policy's share of those of the rolling weeks, once there are enough of them. Of whatever
 * kind a decline is, it counts; how many were for want of room, how many because the package did not suit, and how many
 * were never answered, is told beside it. [CM-06, ROUT-13, KPI-29; 002 App A ¶10]
 *
 * @param settled of the rolling weeks, oldest first; those from which the provider was gated are not given here
 */
export function declineMeasure(
  settled: readonly SettledInvitation[],
  policy: Pick<Policy, 'contract'>,
): DeclineMeasure {
  const { declinePct, declineMinimum, declineConsecutive } = policy.contract;
  const invitations = settled.length;
  const count = (kind: NotTaken) => settled.filter(({ notTaken }) => notTaken === kind).length;
  const kinds = { forCapacity: count('CAPACITY'), unsuitable: count('UNSUITABLE'), unanswered: count('NO_RESPONSE') };
  const notTaken = settled.filter((each) => each.notTaken !== null).length;
  const inARow = invitations - 1 - settled.findLastIndex((each) => each.notTaken === null);
  const counts = { invitations, notTaken, ...kinds, inARow };
  if (invitations >= declineMinimum && notTaken * 100 > invitations * declinePct) {
    return { ...counts, persistent: 'SHARE' };
  }
  return { ...counts, persistent: inARow >= declineConsecutive ? 'CONSECUTIVE' : null };
}
