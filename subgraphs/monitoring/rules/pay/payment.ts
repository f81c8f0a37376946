import { localTimeOf } from '../../../../kernel/time/working-time.js';
import type { CareType, VariationKind } from '../../../../schema/events/cases.js';
import type { Policy } from '../../../../schema/policy.js';
import type { Night } from '../visits/visit-facts.js';
import type { VisitState } from '../visits/visit-states.js';

/** Who pays for the care. Placements of the hub are council-arranged: others are signposted and never sourced (ASM-19). */
export type PayFunding = 'COUNCIL_ARRANGED' | 'DIRECT_PAYMENT' | 'SELF_FUNDED';

export type Band = 'DAY' | 'NIGHT' | Night;

/** A visit as far as pay goes. Minutes are worker-minutes. */
export interface PayableVisit {
  readonly state: VisitState;
  readonly flags: readonly string[];
  readonly plannedStart: Date;
  readonly plannedMinutes: number;
  readonly actualMinutes: number;
  /** As derived on the visit under the council's policy (PAY-02, PAY-10). */
  readonly payableMinutes: number;
}

/** What pay rests on beside the visit. */
export interface PayTerms {
  readonly careType: CareType;
  readonly funding: PayFunding;
  /** As agreed at the award; null where no rate was in force. */
  readonly hourlyRatePence: number | null;
  /** Null where the plan does not say that the call is a night. */
  readonly night: Night | null;
  /** A change by a trusted assessor is in effect on the day and not signed off. */
  readonly awaitsSignOff: boolean;
  /** The D2A package's formal messages that are in the log. */
  readonly messages: readonly FormalMessage[];
}

export type FormalMessage = 'AWARDED' | 'DISCHARGE_FINALISED';

export interface PayLine {
  /** HELD is worked out and not approved until its reason is gone; NOT_OVER has no outcome yet. */
  readonly status: 'PAYABLE' | 'NOT_PAYABLE' | 'HELD' | 'NOT_OVER';
  readonly band: Band;
  readonly scheduledMinutes: number;
  readonly actualMinutes: number;
  readonly payableMinutes: number;
  /** Actual less scheduled. */
  readonly differenceMinutes: number;
  readonly ratePence: number | null;
  readonly amountPence: number;
  /** D2A alone. */
  readonly validation: 'VALIDATED' | 'QUERY' | null;
  /** Codes: why it is not paid, not paid whole, or held. */
  readonly reasons: readonly string[];
}

const OVER: readonly VisitState[] = ['COMPLETED', 'REFUSED', 'MISSED', 'CANCELLED', 'NO_REPLY_CLOSED'];

/**
 * One visit as a line of the statement. Missed is never paid, whatever stands on the visit; nothing is paid for who
 * funds the care otherwise; suspension, refusal, cancellation and no reply pay what the policy says, which the visit's
 * payable minutes have in them. [PAY-01, PAY-02, PAY-04, PAY-05, PAY-06, PAY-10; 002 ¶21.4, ¶4.4.1, ¶3.1]
 */
export function payLine(visit: PayableVisit, terms: PayTerms, policy: Pick<Policy, 'hours'>): PayLine {
  const { state, plannedMinutes, actualMinutes } = visit;
  const over = OVER.includes(state);
  const off = offBecause(visit);
  const unpaid = state === 'MISSED' || off !== null || terms.funding !== 'COUNCIL_ARRANGED' || !over;
  const scheduledMinutes = off || state === 'CANCELLED' ? 0 : plannedMinutes;
  const payableMinutes = unpaid ? 0 : visit.payableMinutes;
  const band = bandOf(visit.plannedStart, terms.night, policy);
  const validation = terms.careType === 'D2A' ? d2aValidation(terms.messages) : null;

  const held: string[] = [];
  if (terms.hourlyRatePence === null) held.push('NO_RATE');
  if (terms.awaitsSignOff) held.push('AWAITS_SIGN_OFF');
  if (validation === 'QUERY') held.push('NO_FORMAL_MESSAGE');
  const worth = payableMinutes > 0;
  const reason = reasonOf(visit, terms, payableMinutes);
  const reasons: string[] = reason ? [reason] : [];
  // The one blended rate is agreed for the day; a night's own is not told to the hub.
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

/** Why a visit is not paid, or not as it was planned; null where it is. */
function reasonOf(visit: PayableVisit, { funding }: PayTerms, payable: number): string | null {
  const { state, plannedMinutes } = visit;
  if (funding !== 'COUNCIL_ARRANGED') return funding;
  if (!OVER.includes(state)) return 'NOT_OVER';
  const off = offBecause(visit);
  if (off) return off;
  if (state !== 'COMPLETED') return state;
  return payable < plannedMinutes ? 'SHORTER_THAN_PLANNED' : null;
}

/** Why no care was commissioned when the visit was to be: nothing is paid from the notice on, nor after the end. */
function offBecause({ flags }: PayableVisit): 'SUSPENDED' | 'ENDED' | null {
  return flags.includes('SUSPENDED') ? 'SUSPENDED' : flags.includes('ENDED') ? 'ENDED' : null;
}

/**
 * Worker-minutes at an hourly rate, to the nearest penny, half a penny up: rounded once, for the line. Throws a
 * RangeError on anything but whole numbers from 0 up. [PAY-03; 002 ¶7.22]
 */
export function amountPence(minutes: number, hourlyRatePence: number): number {
  const sixtieths = minutes * hourlyRatePence;
  if (![minutes, hourlyRatePence, sixtieths].every((each) => Number.isSafeInteger(each) && each >= 0)) {
    throw new RangeError('An amount is made from whole minutes and whole pence.');
  }
  return Math.floor((sixtieths + 30) / 60);
}

/**
 * The band that a call is paid in: what its plan says of a night, else day or night by the London clock at its planned
 * start; the day's first minute is day, its last instant night. [PAY-03; 002 App H]
 */
export function bandOf(plannedStart: Date, night: PayTerms['night'], policy: Pick<Policy, 'hours'>): Band {
  if (night) return night;
  const time = localTimeOf(plannedStart);
  const { from, to } = policy.hours.day;
  return from <= time && time < to ? 'DAY' : 'NIGHT';
}

/**
 * Whether the log supports a D2A line: the award and the finalised discharge of the package were both told through the
 * formal channel. [PAY-05, IDG-13; 002 App M §6]
 */
export function d2aValidation(messages: readonly FormalMessage[]): 'VALIDATED' | 'QUERY' {
  return messages.includes('AWARDED') && messages.includes('DISCHARGE_FINALISED') ? 'VALIDATED' : 'QUERY';
}

/** A change of a placement as far as what is commissioned goes. Dates `YYYY-MM-DD`, inclusive; `to` null is open. */
export interface LevelChange {
  readonly kind: VariationKind;
  readonly initiator: string;
  readonly effectiveFrom: string;
  readonly effectiveTo: string | null;
  readonly minutesAfter: number;
}

/**
 * Worker-minutes commissioned over some days: a seventh of the weekly level for each day of care, nothing while
 * suspended. A trusted assessor's change of level counts once it is signed off, which is not told to the hub yet.
 * Rounded once, half up. [PAY-02, PAY-06, TA-12]
 *
 * @param agreed the weekly level as agreed at the award
 * @param changes in the order of their first days
 */
export function commissionedMinutes(agreed: number, changes: readonly LevelChange[], days: readonly string[]): number {
  const sevenths = days.reduce((sum, day) => sum + weeklyLevelOn(agreed, changes, day), 0);
  return Math.floor((sevenths * 2 + 7) / 14);
}

function weeklyLevelOn(agreed: number, changes: readonly LevelChange[], day: string): number {
  let level = agreed;
  let more: number | null = null;
  let suspended = false;
  for (const { kind, initiator, effectiveFrom, effectiveTo, minutesAfter } of changes) {
    if (effectiveFrom > day) continue;
    const past = effectiveTo !== null && effectiveTo < day;
    if (kind === 'SUSPEND') suspended = !past;
    else if (kind === 'RESUME') suspended = false;
    else if (initiator === 'TRUSTED_ASSESSOR') continue;
    else if (kind === 'TEMPORARY_INCREASE') more = past ? null : minutesAfter;
    else if (kind === 'END_TEMPORARY_INCREASE') more = null;
    else level = minutesAfter;
  }
  return suspended ? 0 : (more ?? level);
}

/** Whether a change by a trusted assessor is in effect on a day and awaits the council's sign-off. [PAY-06, TA-12] */
export function awaitsSignOff(changes: readonly LevelChange[], day: string): boolean {
  return changes.some(
    ({ initiator, effectiveFrom, effectiveTo }) =>
      initiator === 'TRUSTED_ASSESSOR' && effectiveFrom <= day && (effectiveTo === null || effectiveTo >= day),
  );
}

/**
 * What a person's budget leads to in a week: three payments, each by itself and none set off against another. The virtual
 * budget goes to the provider, the individual service fund to the person's card, and the contribution comes to the
 * council. Budgets are not in the hub yet: whoever has them asks this. [PAY-08; 004]
 */
export function budgetPayments(budget: {
  readonly virtualBudgetPence: number;
  readonly fundPence: number;
  readonly contributionPence: number;
}): ReadonlyArray<{ readonly line: 'TO_PROVIDER' | 'TO_CARD' | 'TO_COUNCIL'; readonly pence: number }> {
  return [
    { line: 'TO_PROVIDER', pence: budget.virtualBudgetPence },
    { line: 'TO_CARD', pence: budget.fundPence },
    { line: 'TO_COUNCIL', pence: budget.contributionPence },
  ];
}

/**
 * A price above the council's standard fee: the council pays its fee, and what a third party adds is kept apart, by its
 * agreement. Residential fees and agreements are not in the hub yet. [PAY-09; 000 ¶9a]
 */
export function topUp(price: { readonly standardFeePence: number; readonly agreedPence: number }): {
  readonly councilPence: number;
  readonly thirdPartyPence: number;
} {
  return {
    councilPence: Math.min(price.agreedPence, price.standardFeePence),
    thirdPartyPence: Math.max(0, price.agreedPence - price.standardFeePence),
  };
}
