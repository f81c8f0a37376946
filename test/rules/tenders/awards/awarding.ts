import { type AwardFacts, awardRefusals } from '../../../../subgraphs/tenders/rules/awards/award.js';
import { suitability } from '../../../../subgraphs/tenders/rules/evaluation/suitability.js';
import { eligibilityChecks } from '../../../../subgraphs/tenders/rules/invitations/eligibility.js';
import { type AProvider, aBid, aNeed, answered, aPatchProvider, asking, at, policy } from '../fixtures.js';

/** An award that nothing speaks against, for tests to change one thing of. */

export const decidedAt = at('2026-03-04 12:10');
export const criteria = policy.evaluation.criteria;

export function checksOf(provider: AProvider) {
  return eligibilityChecks(asking(provider, { purpose: 'AWARD' }), answered());
}

/** The first of two suitable bids after the close, everything in order. */
export function awarding(change: Partial<AwardFacts> = {}): AwardFacts {
  return {
    callOff: 'EVALUATING',
    isChosen: false,
    urgency: 'STANDARD',
    emergencyReason: null,
    bid: { id: 'bid-oak', state: 'UNDER_EVALUATION' },
    order: ['bid-oak', 'bid-elm'],
    exception: null,
    criteria,
    criteriaResults: suitability(criteria, aBid(), aNeed(), policy, decidedAt),
    involvement: {
      entries: [{ who: 'PERSON', how: 'Told of both offers by telephone.', at: at('2026-03-04 12:05') }],
      notPossibleBecause: null,
    },
    provider: { checks: checksOf(aPatchProvider()), lowRateQueryOpen: false },
    sourcingAgreed: true,
    at: decidedAt,
    ...change,
  };
}

/** What refuses it, changed so: `ROUT-05 BID_NOT_RANKED`. */
export function answer(change: Partial<AwardFacts>): string[] {
  return awardRefusals(awarding(change)).map(({ rule, code }) => `${rule} ${code}`);
}
