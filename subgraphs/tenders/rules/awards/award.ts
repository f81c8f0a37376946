import type { Refusal } from '../../../../kernel/values/refusal.js';
import type { Urgency } from '../../../../schema/events/cases.js';
import type { BidState } from '../bids/bid-states.js';
import type { CallOffState } from '../call-offs/call-off-states.js';
import { type Criterion, criteriaRefusals } from '../evaluation/suitability.js';
import type { Check } from '../invitations/check.js';
import { eligibilityRefusals } from '../invitations/eligibility.js';
import { type AllocationException, orderRefusal } from './allocation-exception.js';
import { type Involvement, involvementRefusal } from './involvement.js';

export interface AwardFacts {
  readonly callOff: CallOffState;
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
  readonly at: Date;
}

/**
 * Why this bid may not be awarded; empty when it may. [ROUT-05, WIN-03, WIN-14, EVAL-01 to EVAL-05, EVAL-11, ROUT-09,
 * PROV-33, ASM-03; 002 App A ¶3, ¶5, ¶7]
 *
 * Nothing seen at invitation or at bidding counts here: all is asked again. Facts that cannot be had refuse the award
 * with `FACTS_UNAVAILABLE`, the one refusal that the same request may overcome by being sent again.
 */
export function awardRefusals(facts: AwardFacts): readonly Refusal[] {
  const { provider, sourcingAgreed } = facts;
  const answers = [
    awardTimingRefusal(facts),
    bidStateRefusal(facts),
    ...criteriaRefusals(facts.criteria, facts.criteriaResults),
    orderRefusal(facts.bid.id, facts.order, facts.exception),
    involvementRefusal(facts.involvement, facts.at),
    provider === null || sourcingAgreed === null ? FACTS_UNAVAILABLE : undefined,
    ...(provider ? eligibilityRefusals(provider.checks, 'AWARD') : []),
    provider?.lowRateQueryOpen ? LOW_RATE_QUERY_OPEN : undefined,
    sourcingAgreed === false ? SOURCING_NOT_AGREED : undefined,
  ];
  return answers.filter((answer): answer is Refusal => answer !== undefined);
}

/**
 * Awards are made once the window has closed, or earlier in an emergency that is flagged and explained. Asked first and
 * alone while bids are sealed: any other answer would tell of them. [WIN-03, ROUT-05, IDG-23]
 */
export function awardTimingRefusal({
  callOff,
  urgency,
  emergencyReason,
}: Pick<AwardFacts, 'callOff' | 'urgency' | 'emergencyReason'>): Refusal | undefined {
  if (callOff === 'EVALUATING') return undefined;
  if (callOff !== 'OPEN') {
    return { rule: 'SM-2', code: 'NOT_AWARDABLE', message: 'An award is made while bids are being evaluated.' };
  }
  if (emergencyReason?.trim() && urgency !== 'STANDARD') return undefined;
  return {
    rule: 'WIN-03',
    code: 'WINDOW_STILL_OPEN',
    message: 'Before the window closes only an urgent need is awarded, with the reason for the emergency.',
    field: 'input.emergencyReason',
  };
}

/** A bid is awarded from evaluation, or as submitted when the window was cut short. [WIN-14, SM-3] */
function bidStateRefusal({ callOff, bid }: AwardFacts): Refusal | undefined {
  if (bid.state === (callOff === 'OPEN' ? 'SUBMITTED' : 'UNDER_EVALUATION')) return undefined;
  return bid.state === 'STALE'
    ? {
        rule: 'WIN-14',
        code: 'BID_STALE',
        message: 'The need was amended: the bidder must reconfirm before it is awarded.',
      }
    : { rule: 'SM-3', code: 'BID_NOT_AWARDABLE', message: 'Only a bid under evaluation can be awarded.' };
}

const FACTS_UNAVAILABLE: Refusal = {
  rule: 'EVAL-01',
  code: 'FACTS_UNAVAILABLE',
  message: 'Current facts about the provider or the package could not be read; send the same request again shortly.',
};

const LOW_RATE_QUERY_OPEN: Refusal = {
  rule: 'PROV-33',
  code: 'LOW_RATE_QUERY_OPEN',
  message: 'The query on a rate that looks artificially low must be closed before this bid is awarded.',
};

const SOURCING_NOT_AGREED: Refusal = {
  rule: 'ASM-03',
  code: 'SOURCING_NOT_AGREED',
  message: 'The package must still have everything that sourcing rests on: assessment, plan, panel agreement and form.',
};
