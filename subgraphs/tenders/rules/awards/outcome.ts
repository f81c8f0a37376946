import type { BidState } from '../bids/bid-states.js';
import type { GateOutcome } from '../evaluation/assessment.js';
import { CRITERIA, type Criterion } from '../evaluation/suitability.js';
import { type Check, ELIGIBILITY_CHECKS, type EligibilityCheckId } from '../invitations/check.js';

export const OUTCOMES = ['WON', 'UNSUCCESSFUL', 'NOT_YET_DECIDED', 'INELIGIBLE'] as const;

export const OUTCOME_REASONS = [
  'AWARDED',
  'NOT_SELECTED',
  'NOT_YET_DECIDED',
  'NOT_RECONFIRMED',
  'NEEDS_NOT_MET',
  'MEETING_DECLINED',
  ...ELIGIBILITY_CHECKS,
  ...CRITERIA,
] as const;
/** A neutral reason of the bidder's own bid: NOT_SELECTED says only that other bids came first. [AWRD-07] */
export type OutcomeReason = (typeof OUTCOME_REASONS)[number];

export interface Outcome {
  readonly outcome: (typeof OUTCOMES)[number];
  readonly reasonCode: OutcomeReason;
}

/**
 * What a bidder is told about its bid, or null if there is no bid.
 *
 * Who stands down because of an amendment is told the check that it fails now, whether it had bid or not. A bidder whose
 * bid is undecided is told so, because silence means lost. A bidder whose bid failed is told the first
 * check or criterion that it failed. This function is given nothing about other bidders, so it can reveal nothing.
 * [WIN-02, AWRD-07, EVAL-13, EVAL-09, ROUT-38; 002 App A ¶7]
 */
export function outcomeOf(bid: {
  readonly state: BidState;
  readonly checks: readonly Check<EligibilityCheckId>[];
  readonly criteriaResults: readonly Check<Criterion>[];
  /** How it came through the gate of its route; null if it has none, or has not yet. */
  readonly gateOutcome?: GateOutcome | null;
}): Outcome | null {
  switch (bid.state) {
    case 'WON':
    case 'FULFILLED':
      return { outcome: 'WON', reasonCode: 'AWARDED' };
    case 'INELIGIBLE':
    case 'STOOD_DOWN':
      return { outcome: 'INELIGIBLE', reasonCode: firstFailed(bid.checks) ?? 'NOT_RECONFIRMED' };
    case 'SET_ASIDE':
    case 'UNSUCCESSFUL':
      return {
        outcome: 'UNSUCCESSFUL',
        reasonCode: gateFailed(bid.gateOutcome) ?? firstFailed(bid.criteriaResults) ?? 'NOT_SELECTED',
      };
    case 'SUBMITTED':
    case 'STALE':
    case 'UNDER_EVALUATION':
    case 'SHORTLISTED':
    case 'OFFERED':
      return { outcome: 'NOT_YET_DECIDED', reasonCode: 'NOT_YET_DECIDED' };
    default:
      return null;
  }
}

function gateFailed(outcome: GateOutcome | null | undefined): Exclude<GateOutcome, 'PASSED'> | null {
  return !outcome || outcome === 'PASSED' ? null : outcome;
}

function firstFailed<Id extends string>(checks: readonly Check<Id>[]): Id | undefined {
  return checks.find((check) => check.result === 'FAIL')?.id;
}
