import type { Policy } from '../../../../schema/policy.js';
import type { VisitState } from '../visits/visit-states.js';

/**
 * Payable minutes of one worker's completed call: the minutes worked, rounded to `payment.roundingMinutes`, and never
 * more than were commissioned; a shortfall of no more than `visit.shortMinutes` is no shortfall. [PAY-02; 002 ¶4.4.1]
 */
export function payableOfCall(
  actualMinutes: number,
  commissionedMinutes: number,
  { payment, visit }: Pick<Policy, 'payment' | 'visit'>,
): number {
  if (actualMinutes >= commissionedMinutes - visit.shortMinutes) return commissionedMinutes;
  const step = payment.roundingMinutes;
  return Math.min(Math.round(actualMinutes / step) * step, commissionedMinutes);
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
