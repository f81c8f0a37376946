import type { CareType, Funding, Night } from '../../../../schema/events/cases.js';
import type { Policy } from '../../../../schema/policy.js';
import type { VisitState } from '../visits/visit-states.js';
import { amountPence } from './amount.js';
import { bandOf, type PayBand } from './band.js';
import { d2aValidation, type FormalMessage, type PayValidation } from './d2a-validation.js';

/** What pay needs to know of a visit. Minutes are worker-minutes. */
export interface PayableVisit {
  readonly state: VisitState;
  readonly flags: readonly string[];
  readonly expectedStart: Date;
  readonly commissionedMinutes: number;
  readonly actualMinutes: number;
  /** As derived on the visit under the council's policy (PAY-02, PAY-10). */
  readonly payableMinutes: number;
}

/** What pay rests on beside the visit. */
export interface PayTerms {
  readonly careType: CareType;
  readonly funding: Funding;
  /** As agreed at the award; null if no rate was in force. */
  readonly hourlyRatePence: number | null;
  /** Null if the plan does not say that the call is a night. */
  readonly night: Night | null;
  /** A change by a trusted assessor is in effect on the day and not signed off. */
  readonly awaitsSignOff: boolean;
  /** The D2A package's formal messages that are in the log. */
  readonly messages: readonly FormalMessage[];
}

/** HELD is worked out and not approved until its reason is gone; NOT_OVER has no outcome yet. */
export const PAY_STATUSES = ['PAYABLE', 'NOT_PAYABLE', 'HELD', 'NOT_OVER'] as const;
export type PayStatus = (typeof PAY_STATUSES)[number];

/** Why a line is not paid, not paid whole, or held. */
export const PAY_REASONS = [
  'DIRECT_PAYMENT',
  'SELF_FUNDED',
  'NOT_OVER',
  'SUSPENDED',
  'ENDED',
  'REFUSED',
  'MISSED',
  'CANCELLED',
  'NO_REPLY_CLOSED',
  'SHORTER_THAN_PLANNED',
  'NIGHT_AT_BLENDED_RATE',
  'NO_RATE',
  'AWAITS_SIGN_OFF',
  'NO_FORMAL_MESSAGE',
] as const;
export type PayReason = (typeof PAY_REASONS)[number];

export interface PayLine {
  readonly status: PayStatus;
  readonly band: PayBand;
  readonly scheduledMinutes: number;
  readonly actualMinutes: number;
  readonly payableMinutes: number;
  /** Actual less scheduled. */
  readonly differenceMinutes: number;
  readonly ratePence: number | null;
  readonly amountPence: number;
  /** D2A alone. */
  readonly validation: PayValidation | null;
  readonly reasons: readonly PayReason[];
}

const OVER = [
  'COMPLETED',
  'REFUSED',
  'MISSED',
  'CANCELLED',
  'NO_REPLY_CLOSED',
] as const satisfies readonly VisitState[];

/**
 * One visit as a line of the statement. A missed visit is never paid, whatever stands on it. Nothing is paid for a
 * person who funds the care otherwise. Suspension, refusal, cancellation and no reply pay what the policy says, which
 * is already in the visit's payable minutes. [PAY-01, PAY-02, PAY-04, PAY-05, PAY-06, PAY-10; 002 ¶21.4, ¶4.4.1, ¶3.1]
 */
export function payLine(visit: PayableVisit, terms: PayTerms, policy: Pick<Policy, 'hours'>): PayLine {
  const { state, commissionedMinutes, actualMinutes } = visit;
  const over = isOver(state);
  const off = offBecause(visit);
  const unpaid = state === 'MISSED' || off !== null || terms.funding !== 'COUNCIL_ARRANGED' || !over;
  const scheduledMinutes = off || state === 'CANCELLED' ? 0 : commissionedMinutes;
  const payableMinutes = unpaid ? 0 : visit.payableMinutes;
  const band = bandOf(visit.expectedStart, terms.night, policy);
  const validation = terms.careType === 'D2A' ? d2aValidation(terms.messages) : null;

  const held: PayReason[] = [];
  if (terms.hourlyRatePence === null) held.push('NO_RATE');
  if (terms.awaitsSignOff) held.push('AWAITS_SIGN_OFF');
  if (validation === 'QUERY') held.push('NO_FORMAL_MESSAGE');
  const worth = payableMinutes > 0;
  const reason = reasonOf(visit, terms, payableMinutes);
  const reasons: PayReason[] = reason ? [reason] : [];
  // The one blended rate is agreed for the day; the hub is not told a rate of its own for the night.
  if (worth && band !== 'DAY') reasons.push('NIGHT_AT_BLENDED_RATE');
  if (worth) reasons.push(...held);

  return {
    status: !over ? 'NOT_OVER' : !worth ? 'NOT_PAYABLE' : held.length > 0 ? 'HELD' : 'PAYABLE',
    band,
    scheduledMinutes,
    actualMinutes,
    payableMinutes,
    differenceMinutes: actualMinutes - scheduledMinutes,
    ratePence: terms.hourlyRatePence,
    amountPence: amountPence(payableMinutes, terms.hourlyRatePence ?? 0),
    validation,
    reasons,
  };
}

/** Why a visit is not paid, or not as it was planned; null if it is. */
function reasonOf(visit: PayableVisit, { funding }: PayTerms, payable: number): PayReason | null {
  const { state, commissionedMinutes } = visit;
  if (funding !== 'COUNCIL_ARRANGED') return funding;
  if (!isOver(state)) return 'NOT_OVER';
  const off = offBecause(visit);
  if (off) return off;
  if (state !== 'COMPLETED') return state;
  return payable < commissionedMinutes ? 'SHORTER_THAN_PLANNED' : null;
}

/** Why no care was commissioned at the time of the visit: nothing is paid from the notice on, nor after the end. */
function offBecause({ flags }: PayableVisit): 'SUSPENDED' | 'ENDED' | null {
  return flags.includes('SUSPENDED') ? 'SUSPENDED' : flags.includes('ENDED') ? 'ENDED' : null;
}

function isOver(state: VisitState): state is (typeof OVER)[number] {
  return OVER.some((each) => each === state);
}
