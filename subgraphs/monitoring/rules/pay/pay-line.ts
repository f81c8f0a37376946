import type { CareType, Funding, Night, NightRates } from '../../../../schema/events/cases.js';
import type { Policy } from '../../../../schema/policy.js';
import { NOT_EXPECTED, type NotExpected } from '../calls/expected-call.js';
import type { Correction } from '../visits/visit-facts.js';
import type { VisitQuery } from '../visits/visit-query.js';
import type { VisitState } from '../visits/visit-states.js';
import { amountPence, nightPence } from './amount.js';
import { bandOf, type PayBand } from './band.js';
import { type ChangeMade, d2aValidation, type FormalMessage, type PayValidation } from './d2a-validation.js';

/** What pay needs to know of a visit. Minutes are worker-minutes. */
export interface PayableVisit {
  readonly state: VisitState;
  /** Why the council does not expect it; null if it does. */
  readonly off: NotExpected | null;
  /** What the council is asked about the visit; null if nothing. */
  readonly query: VisitQuery | null;
  /** What an officer found on evidence, with the worker-minutes that the council accepts; null if nothing was corrected. */
  readonly correction: Pick<Correction, 'acceptedMinutes'> | null;
  /** In London. */
  readonly day: string;
  readonly expectedStart: Date;
  readonly commissionedMinutes: number;
  /** Of one worker, commissioned or not. */
  readonly minutes: number;
  readonly workersNeeded: number;
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
  readonly nightRatesPence: NightRates;
  /** Null if the call is no night. */
  readonly night: Night | null;
  /** A change by a trusted assessor is in effect on the day and not signed off. */
  readonly awaitsSignOff: boolean;
  /** The D2A package's formal messages that are in the log, and what changed its placement. */
  readonly messages: readonly FormalMessage[];
  readonly changes: readonly ChangeMade[];
}

/** HELD is worked out and not approved until its reason is gone; NOT_OVER has no outcome yet. */
export const PAY_STATUSES = ['PAYABLE', 'NOT_PAYABLE', 'HELD', 'NOT_OVER'] as const;
export type PayStatus = (typeof PAY_STATUSES)[number];

/** Why a line is not paid, not paid whole, or held. */
export const PAY_REASONS = [
  'DIRECT_PAYMENT',
  'SELF_FUNDED',
  'NOT_OVER',
  ...NOT_EXPECTED,
  'ACCEPTED',
  'REFUSED',
  'MISSED',
  'CANCELLED',
  'NO_REPLY_CLOSED',
  'SHORTER_THAN_PLANNED',
  'NIGHT_AT_BLENDED_RATE',
  'NO_RATE',
  'AWAITS_SIGN_OFF',
  'NO_FORMAL_MESSAGE',
  'OPEN_QUERY',
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
  /** For an hour; in the bands SLEEP_IN and WAKING_NIGHT for a whole night of one worker. */
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
 * person who funds the care otherwise. What is not expected pays no more than the council accepted, and refusal,
 * cancellation and no reply what the policy says: both are already in the visit's payable minutes. What the council
 * accepted on evidence needs no formal message. A sleep-in or waking night is paid at the flat rate of its kind; any other
 * call at the blended rate, and one at night says so.
 * [PAY-01, PAY-02, PAY-03, PAY-04, PAY-05, PAY-06, PAY-10; 002 ¶21.4, ¶4.4.1, ¶3.1, App H]
 */
export function payLine(visit: PayableVisit, terms: PayTerms, policy: Pick<Policy, 'hours'>): PayLine {
  const { state, commissionedMinutes, actualMinutes } = visit;
  const over = isOver(state);
  const { off, query } = visit;
  const unpaid = state === 'MISSED' || terms.funding !== 'COUNCIL_ARRANGED' || !over;
  const scheduledMinutes = off || state === 'CANCELLED' ? 0 : commissionedMinutes;
  const payableMinutes = unpaid ? 0 : visit.payableMinutes;
  const band = bandOf(visit.expectedStart, terms.night, policy);
  const ratePence = terms.night ? terms.nightRatesPence[terms.night] : terms.hourlyRatePence;
  const validation = terms.careType === 'D2A' ? d2aValidation(visit, terms.messages, terms.changes) : null;

  const held: PayReason[] = [];
  if (ratePence === null) held.push('NO_RATE');
  if (terms.awaitsSignOff) held.push('AWAITS_SIGN_OFF');
  if (validation === 'QUERY' && !isAccepted(visit)) held.push('NO_FORMAL_MESSAGE');
  if (query !== null) held.push('OPEN_QUERY');
  const worth = payableMinutes > 0;
  const reason = reasonOf(visit, terms, payableMinutes);
  const reasons: PayReason[] = reason ? [reason] : [];
  // A call at night that is neither kind of night has no rate but the blended one.
  if (worth && band === 'NIGHT') reasons.push('NIGHT_AT_BLENDED_RATE');
  if (worth) reasons.push(...held);

  const { minutes, workersNeeded: workers } = visit;
  const worked = { payableMinutes, commissionedMinutes: minutes * workers, workers };
  return {
    status: !over ? 'NOT_OVER' : !worth ? 'NOT_PAYABLE' : held.length > 0 ? 'HELD' : 'PAYABLE',
    band,
    scheduledMinutes,
    actualMinutes,
    payableMinutes,
    differenceMinutes: actualMinutes - scheduledMinutes,
    ratePence,
    amountPence: terms.night ? nightPence(worked, ratePence ?? 0) : amountPence(payableMinutes, ratePence ?? 0),
    validation,
    reasons,
  };
}

/** Why a visit is not paid, or not as it was planned; null if it is. */
function reasonOf(visit: PayableVisit, { funding }: PayTerms, payable: number): PayReason | null {
  const { state, commissionedMinutes } = visit;
  if (funding !== 'COUNCIL_ARRANGED') return funding;
  if (!isOver(state)) return 'NOT_OVER';
  if (isAccepted(visit) && payable > 0) return 'ACCEPTED';
  if (visit.off) return visit.off;
  if (state !== 'COMPLETED') return state;
  return payable < commissionedMinutes ? 'SHORTER_THAN_PLANNED' : null;
}

/** Whether the council itself said how much of it is paid. */
function isAccepted({ correction }: PayableVisit): boolean {
  return correction !== null && correction.acceptedMinutes !== null;
}

function isOver(state: VisitState): state is (typeof OVER)[number] {
  return OVER.some((each) => each === state);
}
