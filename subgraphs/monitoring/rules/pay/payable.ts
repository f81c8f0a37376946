import type { Policy } from '../../../../schema/policy.js';
import type { VisitState } from '../visits/visit-states.js';

/**
 * Payable minutes of one worker's completed call: the minutes worked, rounded to `payment.roundingMinutes`, and never
 * more than were commissioned; a shortfall of no more than `visit.shortMinutes` is no shortfall. Of several workers
 * together, each has that tolerance. [PAY-02; 002 ¶4.4.1]
 */
export function payableOfCall(
  actualMinutes: number,
  commissionedMinutes: number,
  { payment, visit }: Pick<Policy, 'payment' | 'visit'>,
  workers = 1,
): number {
  if (actualMinutes >= commissionedMinutes - visit.shortMinutes * workers) return commissionedMinutes;
  const step = payment.roundingMinutes;
  return Math.min(Math.round(actualMinutes / step) * step, commissionedMinutes);
}

/**
 * Payable worker-minutes of the stays at one call: each worker's by itself, up to the minutes commissioned of one; and no
 * more workers than were commissioned, those who stayed longest. [PAY-02, ASM-30]
 *
 * @param commissioned `minutes` of one worker, and how many `workers`
 */
export function payableOfStays(
  stays: readonly number[],
  commissioned: { readonly minutes: number; readonly workers: number },
  policy: Pick<Policy, 'payment' | 'visit'>,
): number {
  return stays
    .toSorted((one, other) => other - one)
    .slice(0, commissioned.workers)
    .reduce((sum, stay) => sum + payableOfCall(stay, commissioned.minutes, policy), 0);
}

/**
 * Of the commissioned minutes of a visit on which no care was given, the share that is payable, in percent. A missed
 * one is never paid, whatever the policy. [PAY-01, PAY-10, AMB-15; 002 ¶21.4]
 */
export function payableShareWithoutCare(state: VisitState, { payment }: Pick<Policy, 'payment'>): number {
  switch (state) {
    case 'CANCELLED':
      return payment.cancelledPct;
    case 'REFUSED':
      return payment.refusedPct;
    case 'NO_REPLY_CLOSED':
      return payment.noReplyPct;
    default:
      return 0;
  }
}
