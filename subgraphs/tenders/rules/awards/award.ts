import { councilTextRefusals } from '../../../../kernel/screening/screening.js';
import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';
import type { Urgency } from '../../../../schema/events/cases.js';
import { type BidState, isInEvaluation } from '../bids/bid-states.js';
import { type CallOffState, SOURCING_STATES } from '../call-offs/call-off-states.js';
import { type Criterion, criteriaRefusals } from '../evaluation/suitability.js';
import type { Check } from '../invitations/check.js';
import { eligibilityRefusals } from '../invitations/eligibility.js';
import { type AllocationException, exceptionRefusal, rankRefusal } from './allocation-exception.js';
import { type BudgetFacts, budgetRefusal } from './budget.js';
import { type Involvement, type InvolvementEntry, involvementRefusal, involvementTextRefusals } from './involvement.js';
import { type PlaceAwarded, placeRefusals } from './place-awarded.js';

export interface AwardFacts {
  readonly callOff: CallOffState;
  /** Whether somebody else than the broker has chosen this bid (CHOI-08). */
  readonly isChosen: boolean;
  readonly urgency: Urgency;
  /** A broker's reason for awarding before the close; null at any other time. */
  readonly emergencyReason: string | null;
  readonly bid: { readonly id: string; readonly state: BidState };
  /** Ids of the suitable bids, first to be offered first. */
  readonly order: readonly string[];
  readonly exception: AllocationException | null;
  /** As published, and the bid's results. */
  readonly criteria: readonly Criterion[];
  readonly criteriaResults: readonly Check[];
  readonly involvement: Involvement;
  /** Read again at this instant from the providers subgraph; null when it did not answer. */
  readonly provider: {
    /** Made for purpose AWARD. */
    readonly checks: readonly Check[];
    readonly lowRateQueryOpen: boolean;
  } | null;
  /** Read again at this instant from the cases subgraph: every predecessor of ASM-03 is in place; null without answer. */
  readonly sourcingAgreed: boolean | null;
  /** On a route on which it counts, and as it was read again; null on any other, and if it could not be read. */
  readonly budget?: BudgetFacts | null;
  /** That somebody's share of a scheme's core support is more than the budget now (ISF-04); null, or left out, if nobody's is. */
  readonly core?: Refusal | null | undefined;
  /** Of a place in a home on a route that weighs its price, as read again; null of any other, and if it could not be read. */
  readonly place?: PlaceAwarded | null;
  readonly at: Date;
}

/**
 * Why this bid may not be awarded; empty if it may.
 *
 * Nothing seen at invitation or at bidding counts here: all is asked again. Each fault is told once, by its cause: a
 * bid has ended, or has no place in the order, because a gate or a criterion failed it, and then only that is told.
 * If facts cannot be had the award is refused with `FACTS_UNAVAILABLE`, the only refusal after which the same request
 * may succeed. [ROUT-05, WIN-03, WIN-14, EVAL-01 to EVAL-05, EVAL-11, ROUT-07, ROUT-09, ROUT-45, PROV-33, ASM-03,
 * CHOI-06; 002 App A ¶3, ¶5, ¶7]
 */
export function awardRefusals(facts: AwardFacts): readonly Refusal[] {
  const { provider, sourcingAgreed, bid, order } = facts;
  const timing = awardTimingRefusal(facts);
  const causes = [...gateRefusals(facts), ...bidCriteriaRefusals(facts)];
  const standing = causes.length > 0 ? undefined : (bidStateRefusal(facts) ?? rankRefusal(bid.id, order));
  const answers = [
    timing,
    provider === null || sourcingAgreed === null ? FACTS_UNAVAILABLE : undefined,
    ...causes,
    standing,
    facts.isChosen ? undefined : exceptionRefusal(bid.id, order, facts.exception),
    provider?.lowRateQueryOpen ? LOW_RATE_QUERY_OPEN : undefined,
    sourcingAgreed === false ? SOURCING_NOT_AGREED : undefined,
    facts.budget ? budgetRefusal(facts.budget) : undefined,
    facts.core ?? undefined,
    ...(facts.place ? placeRefusals(facts.place) : []),
    involvementRefusal(facts.involvement, facts.at),
  ];
  return answers.filter((answer): answer is Refusal => answer !== undefined);
}

/** What a broker writes to an award: each is null if there is nothing to say. */
export interface AwardTexts {
  readonly involvement: readonly InvolvementEntry[];
  readonly notInvolvedBecause: string | null;
  readonly exception: AllocationException | null;
  readonly emergencyReason: string | null;
}

/** Refuses texts of an award that tell anybody's data: people of the council read them who read no person. [IDG-05] */
export function awardTextRefusals(texts: AwardTexts): readonly Refusal[] {
  const { involvement, notInvolvedBecause, exception, emergencyReason } = texts;
  return [
    ...involvementTextRefusals(involvement, (nth) => `input.involvement.${nth}`),
    ...councilTextRefusals(notInvolvedBecause ?? '', 'input.notInvolvedBecause'),
    ...councilTextRefusals(exception?.justification ?? '', 'input.exception.justification'),
    ...councilTextRefusals(emergencyReason ?? '', 'input.emergencyReason'),
  ];
}

/**
 * Whether a bid ends although its award is refused: its provider fails a gate, and nothing else stands in the way. An
 * open window runs on as if nobody had asked. [SM-2, EVAL-01]
 */
export function endsAtGates(facts: AwardFacts): boolean {
  const isOpenToAward = facts.callOff === 'EVALUATING' || facts.isChosen;
  if (!isOpenToAward || !isInEvaluation(facts.bid.state)) return false;
  const gates = gateRefusals(facts);
  return gates.length > 0 && awardRefusals(facts).length === gates.length && isRanked(facts);
}

function isRanked({ bid, order }: AwardFacts): boolean {
  return order.includes(bid.id);
}

/** The gates of the provider that fail now. (EVAL-01) */
function gateRefusals({ provider }: AwardFacts): readonly Refusal[] {
  return provider ? eligibilityRefusals(provider.checks, 'AWARD') : [];
}

/** Criteria that a bid fails. One that has ended may never have been measured by them, which is no fault of its own. */
function bidCriteriaRefusals(facts: AwardFacts): readonly Refusal[] {
  const { criteria, criteriaResults } = facts;
  return criteriaResults.length === 0 && bidStateRefusal(facts) ? [] : criteriaRefusals(criteria, criteriaResults);
}

/**
 * Refuses to award before the window has closed, except in an emergency that is flagged and explained.
 *
 * It is asked first and alone while bids are sealed: any other answer would tell something about them. [WIN-03,
 * ROUT-05, IDG-23]
 */
export function awardTimingRefusal({
  callOff,
  isChosen,
  urgency,
  emergencyReason,
}: Pick<AwardFacts, 'callOff' | 'isChosen' | 'urgency' | 'emergencyReason'>): Refusal | undefined {
  if (callOff === 'EVALUATING' || isChosen) return undefined;
  if (callOff !== 'OPEN') return NOT_AWARDABLE;
  return emergencyReason?.trim() && urgency !== 'STANDARD' ? undefined : WINDOW_STILL_OPEN;
}

/** A bid is awarded from evaluation, or as submitted if the window was cut short. (WIN-14, SM-3) */
function bidStateRefusal({ callOff, bid }: AwardFacts): Refusal | undefined {
  if (callOff === 'OPEN' ? bid.state === 'SUBMITTED' : isInEvaluation(bid.state)) return undefined;
  return bid.state === 'STALE' ? BID_STALE : BID_NOT_AWARDABLE;
}

/** There is no such bid to award. [ROUT-07] */
export const NO_SUCH_BID = refuse(
  'ROUT-07',
  'NO_SUCH_BID',
  'Give a bid of the stage that was evaluated, or none for the one that comes first.',
  'input.bidId',
);

/** Refuses to award a call-off that has been awarded, or has ended. [SM-2] */
export function overRefusal(state: CallOffState): Refusal | undefined {
  return SOURCING_STATES.some((each) => each === state) ? undefined : CALL_OFF_OVER;
}

const CALL_OFF_OVER = refuse(
  'SM-2',
  'CALL_OFF_OVER',
  'This call-off has been awarded or has ended: see its state.',
  'input.callOffId',
);
const NOT_AWARDABLE = refuse(
  'SM-2',
  'NOT_AWARDABLE',
  'An award is made while bids are being evaluated, and of a chosen home once it has said that it can take the person.',
);
const WINDOW_STILL_OPEN = refuse(
  'WIN-03',
  'WINDOW_STILL_OPEN',
  'Before the window closes only an urgent need is awarded, with the reason for the emergency.',
  'input.emergencyReason',
);
const BID_STALE = refuse(
  'WIN-14',
  'BID_STALE',
  'The need was amended: the bidder must reconfirm the bid before it is awarded.',
);
const BID_NOT_AWARDABLE = refuse('SM-3', 'BID_NOT_AWARDABLE', 'Only a bid under evaluation can be awarded.');
/** Facts could not be read from their owner; the same request may succeed shortly. [EVAL-01, ASM-03] */
export const FACTS_UNAVAILABLE = refuse(
  'EVAL-01',
  'FACTS_UNAVAILABLE',
  'Current facts about the provider or the package could not be read; send the same request again shortly.',
);
const LOW_RATE_QUERY_OPEN = refuse(
  'PROV-33',
  'LOW_RATE_QUERY_OPEN',
  'The query on a rate that looks artificially low must be closed before this bid is awarded.',
);
/** Something that sourcing rests on is no longer in place. [ASM-03] */
export const SOURCING_NOT_AGREED = refuse(
  'ASM-03',
  'SOURCING_NOT_AGREED',
  'The package must still have everything that sourcing rests on: assessment, plan, panel agreement and form.',
);
