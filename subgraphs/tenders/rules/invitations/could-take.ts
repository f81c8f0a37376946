import { type BidState, isInEvaluation, STILL_ASKED } from '../bids/bid-states.js';
import { frameworkChecks } from '../evaluation/framework-ranking.js';
import { STAGE_KINDS } from '../stages/stage-kinds.js';
import type { Check, EligibilityFacts } from './check.js';
import { eligibilityChecks, isEligible } from './eligibility.js';

/** Whether a provider could bid for a package and be awarded it, as far as that depends on itself. */
export interface CouldTake {
  /** As they would be made when a bid is taken. */
  readonly bidChecks: readonly Check[];
  /** As they would be made again at an award, with what the ranking asks of any bid. */
  readonly awardChecks: readonly Check[];
  /** Whether an open query on its rates would hold an award (PROV-33). */
  readonly held: boolean;
  readonly couldBid: boolean;
  readonly couldWin: boolean;
}

/**
 * Makes the checks of a bid and of an award for a provider that has not bid, by the very functions that make them then.
 *
 * Only whether an answer is complete, and when it would start, cannot be asked before there is one. It bids while it is still
 * asked, and wins then or with a bid that is being evaluated. Nothing of any other provider is among the facts, so the answer
 * is the same whatever they do. [EVAL-01, EVAL-03, EVAL-05, PROV-23, PROV-33, IDG-23]
 *
 * @param own whether the advert may still be answered, and how the provider has answered it
 */
export function couldTake(
  facts: Omit<EligibilityFacts, 'purpose'>,
  own: { readonly isOpen: boolean; readonly answer: BidState },
): CouldTake {
  const bidChecks = eligibilityChecks({ ...facts, purpose: 'BID' });
  const gates = eligibilityChecks({ ...facts, purpose: 'AWARD' });
  const placed = STAGE_KINDS[facts.stage].ranking === 'RATE' ? frameworkChecks(facts.standing, facts.need) : [];
  const held = facts.standing.lowRateQueryOpen;
  const isAsked = own.isOpen && STILL_ASKED.some((state) => state === own.answer);
  const couldBid = isAsked && isEligible(bidChecks, 'INVITE');
  const standsOrCould = couldBid || (isInEvaluation(own.answer) && isEligible(bidChecks, 'INVITE'));
  const couldWin =
    standsOrCould && isEligible(gates, 'INVITE') && !held && placed.every(({ result }) => result === 'PASS');
  return { bidChecks, awardChecks: [...gates, ...placed], held, couldBid, couldWin };
}
