import { localDateOf } from '../../../../kernel/time/working-time.js';
import type { BidContent } from '../bids/bid-content.js';
import type { Check, EligibilityCheckId, EligibilityFacts } from '../invitations/check.js';
import { eligibilityChecks, isEligible } from '../invitations/eligibility.js';
import { type Criterion, suitability } from './suitability.js';

/** What a bid is found to be once its stage takes no more answers. */
export interface Evaluation {
  readonly checks: readonly Check<EligibilityCheckId>[];
  readonly eligible: boolean;
  /** Results of the published criteria; empty if the bid is not eligible, for then it is not measured. */
  readonly criteria: readonly Check<Criterion>[];
}

/**
 * Checks a bid anew, and measures it by the published criteria if it is still eligible. [ROUT-05, EVAL-01, EVAL-04]
 *
 * @param provider the provider's standing; null if the council's register has never named it, so that no check can be
 * made
 */
export function evaluation(
  content: BidContent,
  provider: Pick<EligibilityFacts, 'standing' | 'uncountedWeeklyMinutes'> | null,
  asked: Pick<EligibilityFacts, 'need' | 'stage' | 'policy'>,
  at: Date,
): Evaluation {
  const facts = { ...asked, purpose: 'BID', on: localDateOf(at) } as const;
  const checks = provider ? eligibilityChecks({ ...facts, ...provider }, content) : [];
  const eligible = isEligible(checks, 'BID');
  const { need, policy } = asked;
  return {
    checks,
    eligible,
    criteria: eligible ? suitability(policy.evaluation.criteria, content, need, policy, at) : [],
  };
}
