import { outcomeOf } from '../../../../subgraphs/tenders/rules/awards/outcome.js';
import { type BidState } from '../../../../subgraphs/tenders/rules/bids/bid-states.js';
import { suitability } from '../../../../subgraphs/tenders/rules/evaluation/suitability.js';
import { aBid, aNeed, aPatchProvider, policy } from '../fixtures.js';
import { checksOf, criteria, decidedAt } from './awarding.js';

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

  it('WIN-14, EVAL-01: who stands down because of an amendment is told the check that fails now', () => {
    const checks = checksOf(aPatchProvider().registeredFor('CHILDREN_0_18'));
    expect(told('STOOD_DOWN', { checks })).toEqual({ outcome: 'INELIGIBLE', reasonCode: 'AGE_BAND' });
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
    const criteriaResults = suitability(criteria, aBid({ startDate: '2026-03-10' }), aNeed(), policy, decidedAt);
    expect(told('INELIGIBLE', { checks })).toEqual({ outcome: 'INELIGIBLE', reasonCode: 'CQC_GATE' });
    expect(told('UNSUCCESSFUL', { criteriaResults })).toEqual({
      outcome: 'UNSUCCESSFUL',
      reasonCode: 'START_MEETS_NEED',
    });
  });
});
