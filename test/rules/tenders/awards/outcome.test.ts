import { type AwardFacts, awardRefusals } from '../../../../subgraphs/tenders/rules/awards/award.js';
import { outcomeOf } from '../../../../subgraphs/tenders/rules/awards/outcome.js';
import { type BidState } from '../../../../subgraphs/tenders/rules/bids/bid-states.js';
import { suitability } from '../../../../subgraphs/tenders/rules/evaluation/suitability.js';
import { eligibilityChecks } from '../../../../subgraphs/tenders/rules/invitations/eligibility.js';
import { type AProvider, aBid, aNeed, aPatchProvider, asking, at, policy } from '../fixtures.js';

const decidedAt = at('2026-03-04 12:10');
const criteria = policy.evaluation.criteria;
function checksOf(provider: AProvider) {
  return eligibilityChecks(asking(provider, { purpose: 'AWARD' }), aBid());
}

/** The first of two suitable bids after the close, everything in order. */
function awarding(change: Partial<AwardFacts> = {}): AwardFacts {
  return {
    callOff: 'EVALUATING',
    urgency: 'STANDARD',
    emergencyReason: null,
    bid: { id: 'bid-oak', state: 'UNDER_EVALUATION' },
    order: ['bid-oak', 'bid-elm'],
    exception: null,
    criteria,
    criteriaResults: suitability(criteria, aBid(), aNeed(), policy),
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

const _answer = (change: Partial<AwardFacts>) =>
  awardRefusals(awarding(change)).map(({ rule, code }) => `${rule} ${code}`);

describe('outcome', () => {
  const told = (state: BidState, change: Partial<Parameters<typeof outcomeOf>[0]> = {}) =>
    outcomeOf({ state, checks: [], criteriaResults: [], ...change });

  it.each([
    ['WON', 'WON', 'AWARDED'],
    ['FULFILLED', 'WON', 'AWARDED'],
    ['UNSUCCESSFUL', 'UNSUCCESSFUL', 'NOT_SELECTED'],
    ['INELIGIBLE', 'INELIGIBLE', 'NOT_RECONFIRMED'],
  ] as const)('AWRD-07: a bid that is %s is told %s, %s', (state, outcome, reasonCode) => {
    expect(told(state)).toEqual({ outcome, reasonCode });
  });

  it.each(['SUBMITTED', 'STALE', 'UNDER_EVALUATION', 'OFFERED'] as const)(
    'WIN-02: a bid still %s when the outcome is due is told that nothing is decided yet',
    (state) => expect(told(state)).toEqual({ outcome: 'NOT_YET_DECIDED', reasonCode: 'NOT_YET_DECIDED' }),
  );

  it.each([
    'INVITED',
    'VIEWED',
    'DECLINED',
    'NO_RESPONSE',
    'REJECTED_LATE',
    'WITHDRAWN',
    'REFUSED_AFTER_AWARD',
  ] as const)('WIN-02: to one whose answer is %s there is no bid to tell of', (state) =>
    expect(told(state)).toBeNull(),
  );

  it('AWRD-07: a bidder is told which of its own checks or criteria failed', () => {
    const checks = checksOf(aPatchProvider().rated('INADEQUATE'));
    const criteriaResults = suitability(criteria, aBid({ startDate: '2026-03-10' }), aNeed(), policy);
    expect(told('INELIGIBLE', { checks })).toEqual({ outcome: 'INELIGIBLE', reasonCode: 'CQC_GATE' });
    expect(told('UNSUCCESSFUL', { criteriaResults })).toEqual({
      outcome: 'UNSUCCESSFUL',
      reasonCode: 'START_MEETS_NEED',
    });
  });
});
