import type { BidState } from '../bids/bid-states.js';
import type { Criterion } from '../evaluation/suitability.js';
import type { Check, EligibilityCheckId } from '../invitations/check.js';

/** Neutral, and of the bidder's own bid: NOT_SELECTED says no more than that another order came out. [AWRD-07] */
export type OutcomeReason =
  | 'AWARDED'
  | 'NOT_SELECTED'
  | 'NOT_YET_DECIDED'
  | 'NOT_RECONFIRMED'
  | EligibilityCheckId
  | Criterion;

export interface Outcome {
  readonly outcome: 'WON' | 'UNSUCCESSFUL' | 'NOT_YET_DECIDED' | 'INELIGIBLE';
  readonly reasonCode: OutcomeReason;
}

/**
 * What a bidder is told of its bid; null where there is no bid to tell of. [WIN-02, AWRD-07, EVAL-13; 002 App A ¶7]
 *
 * A bid still undecided is told so, because silence means lost. An ineligible or unsuccessful one is told the first of
 * its own checks or criteria that failed. Nothing of another bidder enters here, so nothing of one can leave.
 */
export function outcomeOf(bid: {
  readonly state: BidState;
  readonly checks: readonly Check<EligibilityCheckId>[];
  readonly criteriaResults: readonly Check<Criterion>[];
}): Outcome | null {
  switch (bid.state) {
    case 'WON':
    case 'FULFILLED':
      return { outcome: 'WON', reasonCode: 'AWARDED' };
    case 'INELIGIBLE':
      return { outcome: 'INELIGIBLE', reasonCode: firstFailed(bid.checks) ?? 'NOT_RECONFIRMED' };
    case 'UNSUCCESSFUL':
      return { outcome: 'UNSUCCESSFUL', reasonCode: firstFailed(bid.criteriaResults) ?? 'NOT_SELECTED' };
    case 'SUBMITTED':
    case 'STALE':
    case 'UNDER_EVALUATION':
    case 'OFFERED':
      return { outcome: 'NOT_YET_DECIDED', reasonCode: 'NOT_YET_DECIDED' };
    default:
      return null;
  }
}

function firstFailed<Id extends string>(checks: readonly Check<Id>[]): Id | undefined {
  return checks.find((check) => check.result === 'FAIL')?.id;
}
