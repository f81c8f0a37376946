import fc from 'fast-check';
import { orderRefusal } from '../../../../subgraphs/tenders/rules/awards/allocation-exception.js';
import { type AwardFacts, awardRefusals } from '../../../../subgraphs/tenders/rules/awards/award.js';
import { involvementRefusal } from '../../../../subgraphs/tenders/rules/awards/involvement.js';
import { outcomeOf } from '../../../../subgraphs/tenders/rules/awards/outcome.js';
import { type BidState, bidStates } from '../../../../subgraphs/tenders/rules/bids/bid-states.js';
import { callOffStates } from '../../../../subgraphs/tenders/rules/call-offs/call-off-states.js';
import { criteriaRefusals, suitability } from '../../../../subgraphs/tenders/rules/evaluation/suitability.js';
import { eligibilityChecks } from '../../../../subgraphs/tenders/rules/invitations/eligibility.js';
import { type AProvider, aBid, aCall, aNeed, aPatchProvider, asking, at, later, policy } from '../fixtures.js';

const decidedAt = at('2026-03-04 12:10');
const criteria = policy.evaluation.criteria;
const states = [...new Set(bidStates.edges.map(({ to }) => to))];
const callOffs = [...new Set(callOffStates.edges.map(({ to }) => to))];

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
const answer = (change: Partial<AwardFacts>) =>
  awardRefusals(awarding(change)).map(({ rule, code }) => `${rule} ${code}`);

describe('award', () => {
  it('ROUT-05: after the close the first suitable bid is awarded', () => {
    expect(awardRefusals(awarding())).toEqual([]);
  });

  it.each(callOffs.filter((state) => state !== 'EVALUATING' && state !== 'OPEN'))(
    'SM-2: nothing is awarded in state %s',
    (callOff) => expect(answer({ callOff })).toContain('SM-2 NOT_AWARDABLE'),
  );

  describe('early', () => {
    const early = { callOff: 'OPEN', bid: { id: 'bid-oak', state: 'SUBMITTED' } } as const;
    const emergencyReason = 'The carer was taken into hospital this morning.';

    it.each([
      ['an emergency with its reason', 'EMERGENCY', emergencyReason, []],
      ['a discharge with its reason', 'D2A', emergencyReason, []],
      ['an emergency without a reason', 'EMERGENCY', null, ['WIN-03 WINDOW_STILL_OPEN']],
      ['an emergency with an empty reason', 'EMERGENCY', '  ', ['WIN-03 WINDOW_STILL_OPEN']],
      ['a reason without urgency', 'STANDARD', emergencyReason, ['WIN-03 WINDOW_STILL_OPEN']],
    ] as const)('WIN-03: before the close, %s', (_, urgency, reason, refusals) => {
      expect(answer({ ...early, urgency, emergencyReason: reason })).toEqual(refusals);
    });
  });

  it.each(states)(
    'SM-3, WIN-14: after the close a bid that is %s is awarded only where it is under evaluation',
    (state) => {
      const refusal = { UNDER_EVALUATION: [], STALE: ['WIN-14 BID_STALE'] }[state as string] ?? [
        'SM-3 BID_NOT_AWARDABLE',
      ];
      expect(answer({ bid: { id: 'bid-oak', state } })).toEqual(refusal);
    },
  );

  it('EVAL-02: a bid that does not come first is not awarded', () => {
    expect(answer({ order: ['bid-elm', 'bid-oak'] })).toEqual(['ROUT-09 EXCEPTION_MISSING']);
  });

  it.each(['SPECIALIST_NEED', 'SKILLS', 'GEOGRAPHY'] as const)(
    'ROUT-09: unless %s outweighs it, with its justification',
    (reason) => {
      const order = ['bid-elm', 'bid-oak'];
      expect(
        answer({ order, exception: { reason, justification: 'Only they are trained in tracheostomy care.' } }),
      ).toEqual([]);
      expect(answer({ order, exception: { reason, justification: ' ' } })).toEqual(['ROUT-09 EXCEPTION_MISSING']);
    },
  );

  it('ROUT-07: one who made no bid that was ranked is not awarded, exception or not', () => {
    const exception = { reason: 'SKILLS', justification: 'Known to the person.' } as const;
    expect(orderRefusal('bid-yew', ['bid-oak'], exception)).toMatchObject({ rule: 'ROUT-07', code: 'BID_NOT_RANKED' });
  });

  it('PROV-06, EVAL-01: eligible at invitation and gated since means refused now', () => {
    const provider = { checks: checksOf(aPatchProvider().rated('REQUIRES_IMPROVEMENT')), lowRateQueryOpen: false };
    expect(answer({ provider })).toEqual(['PROV-06 RATING_BARS']);
  });

  it('EVAL-03: the ceiling is tested with the hours of the moment', () => {
    const full = aPatchProvider().caringFor({ privately: 1180, allocated: 1801 });
    expect(answer({ provider: { checks: checksOf(full), lowRateQueryOpen: false } })).toEqual([
      'PROV-23 CEILING_PASSED',
    ]);
  });

  it('EVAL-01: a check that was not made again refuses', () => {
    const checks = checksOf(aPatchProvider()).filter((check) => check.id !== 'CEILING');
    expect(answer({ provider: { checks, lowRateQueryOpen: false } })).toEqual(['EVAL-01 CHECK_MISSING']);
  });

  it('PROV-33: an open query on a low rate holds the award', () => {
    const provider = { checks: checksOf(aPatchProvider()), lowRateQueryOpen: true };
    expect(answer({ provider })).toEqual(['PROV-33 LOW_RATE_QUERY_OPEN']);
  });

  it('ASM-03: a package that may no longer be sourced is not awarded', () => {
    expect(answer({ sourcingAgreed: false })).toEqual(['ASM-03 SOURCING_NOT_AGREED']);
  });

  it.each([
    ['the providers subgraph', { provider: null }],
    ['the cases subgraph', { sourcingAgreed: null }],
    ['either', { provider: null, sourcingAgreed: null }],
  ])('EVAL-01: without an answer of %s the award is refused, once', (_, change) => {
    expect(answer(change)).toEqual(['EVAL-01 FACTS_UNAVAILABLE']);
  });

  it('EVAL-01: whatever else is wrong, silence of an owner never awards', () => {
    const silent = fc.constantFrom({ provider: null }, { sourcingAgreed: null });
    fc.assert(
      fc.property(silent, fc.constantFrom(...callOffs), fc.constantFrom(...states), (change, callOff, state) => {
        expect(answer({ ...change, callOff, bid: { id: 'bid-oak', state } })).toContain('EVAL-01 FACTS_UNAVAILABLE');
      }),
    );
  });
});

describe('involvement', () => {
  const entry = { who: 'CARER', how: 'Visited at home.', at: decidedAt } as const;

  it.each([
    ['an entry up to the instant of deciding', { entries: [entry], notPossibleBecause: null }, undefined],
    [
      'an entry after it',
      { entries: [{ ...entry, at: later(decidedAt, 1) }], notPossibleBecause: null },
      'INVOLVEMENT_MISSING',
    ],
    [
      'an entry that does not say how',
      { entries: [{ ...entry, how: ' ' }], notPossibleBecause: null },
      'INVOLVEMENT_MISSING',
    ],
    ['the reason why not', { entries: [], notPossibleBecause: 'In theatre, and no contact answered.' }, undefined],
    ['an empty reason', { entries: [], notPossibleBecause: '' }, 'INVOLVEMENT_MISSING'],
    ['nothing', { entries: [], notPossibleBecause: null }, 'INVOLVEMENT_MISSING'],
  ] as const)('EVAL-11: a decision with %s', (_, involvement, code) => {
    expect(involvementRefusal(involvement, decidedAt)?.code).toBe(code);
    expect(answer({ involvement })).toEqual(code ? [`EVAL-11 ${code}`] : []);
  });
});

describe('criteria', () => {
  const need = aNeed({ calls: [aCall({ workers: 2, timeCritical: true })], skills: ['PEG feeding', 'Makaton'] });
  const able = aBid({ doubleHanded: true, timeCritical: true, skills: ['Makaton', 'PEG feeding', 'Catheter care'] });
  const failed = (bid = able, of = need) =>
    suitability(criteria, bid, of, policy)
      .filter((result) => result.result === 'FAIL')
      .map((result) => result.id);

  it.each([
    ['START_MEETS_NEED', { startDate: '2026-03-10' }],
    ['DOUBLE_HANDED', { doubleHanded: false }],
    ['TIME_CRITICAL', { timeCritical: false }],
    ['SKILLS', { skills: ['Makaton'] }],
  ])('EVAL-04: %s fails by itself', (criterion, change) => {
    expect(failed()).toEqual([]);
    expect(failed({ ...able, ...change })).toEqual([criterion]);
  });

  it('EVAL-04: a need that asks for nothing special is met without answers', () => {
    expect(failed(aBid(), aNeed())).toEqual([]);
  });

  it('EVAL-04: a result is kept for each criterion, with what it was judged upon', () => {
    expect(suitability(criteria, { ...able, skills: [] }, need, policy)).toContainEqual({
      id: 'SKILLS',
      rule: 'EVAL-04',
      inputs: { asked: ['PEG feeding', 'Makaton'], lacking: ['PEG feeding', 'Makaton'] },
      result: 'FAIL',
    });
  });

  it('EVAL-04: a criterion that was not configured at publication is not applied', () => {
    const late = aBid({ startDate: '2026-04-30' });
    expect(suitability(['SKILLS'], late, aNeed(), policy).map((result) => result.id)).toEqual(['SKILLS']);
    expect(suitability([], late, aNeed(), policy)).toEqual([]);
  });

  it('EVAL-04: results that are not those of the published criteria are refused', () => {
    const results = suitability(['SKILLS'], able, need, policy);
    expect(criteriaRefusals(['SKILLS'], results)).toEqual([]);
    expect(criteriaRefusals([], results)).toMatchObject([{ rule: 'EVAL-04', code: 'CRITERION_NOT_PUBLISHED' }]);
    expect(criteriaRefusals(['SKILLS', 'TIME_CRITICAL'], results)).toMatchObject([{ code: 'CRITERION_NOT_APPLIED' }]);
  });

  it('ROUT-05: a bid that fails a criterion is not awarded, not even as an exception', () => {
    const criteriaResults = suitability(criteria, aBid({ startDate: '2026-03-10' }), aNeed(), policy);
    const exception = { reason: 'SKILLS', justification: 'Known to the person.' } as const;
    expect(answer({ criteriaResults, exception })).toEqual(['EVAL-04 CRITERION_NOT_MET']);
  });
});

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
