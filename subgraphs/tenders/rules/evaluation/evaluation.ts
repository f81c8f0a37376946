import { localDateOf } from '../../../../kernel/time/working-time.js';
import { type Answered, criteriaFor } from '../bids/answer-form.js';
import type { Check, EligibilityCheckId, EligibilityFacts } from '../invitations/check.js';
import { eligibilityChecks, isEligible } from '../invitations/eligibility.js';
import type { StageAsks } from '../invitations/stage-asks.js';
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
  answered: Answered,
  provider: Pick<EligibilityFacts, 'standing' | 'uncountedWeeklyMinutes'> | null,
  asked: StageAsks & Pick<EligibilityFacts, 'home'>,
  at: Date,
): Evaluation {
  const facts = { ...asked, purpose: 'BID', on: localDateOf(at) } as const;
  const checks = provider ? eligibilityChecks({ ...facts, ...provider }, answered) : [];
  const eligible = isEligible(checks, 'BID');
  const { need, policy } = asked;
  const { form, content } = answered;
  return {
    checks,
    eligible,
    criteria: eligible ? suitability(criteriaFor(form, policy), content, need, policy, at) : [],
  };
}
