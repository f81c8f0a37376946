import fc from 'fast-check';
import {
  type AwardFacts,
  awardRefusals,
  endsAtGates,
  overRefusal,
} from '../../../../subgraphs/tenders/rules/awards/award.js';
import { bidStates } from '../../../../subgraphs/tenders/rules/bids/bid-states.js';
import { callOffStates } from '../../../../subgraphs/tenders/rules/call-offs/call-off-states.js';
import { suitability } from '../../../../subgraphs/tenders/rules/evaluation/suitability.js';
import { aBid, aNeed, aPatchProvider, policy } from '../fixtures.js';
import { answer, awarding, checksOf, criteria, decidedAt } from './awarding.js';

const states = [...new Set(bidStates.edges.map(({ to }) => to))];
const callOffs = [...new Set(callOffStates.edges.map(({ to }) => to))];
const FAILING = suitability(criteria, aBid({ startDate: '2026-04-30' }), aNeed(), policy, decidedAt);
describe('award', () => {
  it('ROUT-05: after the close the first suitable bid is awarded', () => {
    expect(awardRefusals(awarding())).toEqual([]);
  });

  it.each(callOffs.filter((state) => state !== 'EVALUATING' && state !== 'OPEN'))(
    'SM-2: nothing is awarded in state %s',
    (callOff) => expect(answer({ callOff })).toContain('SM-2 NOT_AWARDABLE'),
  );

  it.each(callOffs)(
    'SM-2: a call-off that is %s is over for an award, unless a provider is still sought',
    (callOff) => {
      const isOver = ['AWARDED', 'COMPLETED', 'FAILED', 'CHOSE_DIRECT_PAYMENT', 'WITHDRAWN'].includes(callOff);
      expect(overRefusal(callOff)?.code).toBe(isOver ? 'CALL_OFF_OVER' : undefined);
    },
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
    'SM-3, WIN-14: after the close a bid that is %s is awarded only where it is under evaluation, or was shortlisted',
    (state) => {
      const refusal = { UNDER_EVALUATION: [], SHORTLISTED: [], STALE: ['WIN-14 BID_STALE'] }[state as string] ?? [
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

  it.each([
    ['a bid that was never ranked', {}, ['ROUT-07 BID_NOT_RANKED']],
    ['one that fails a criterion', { criteriaResults: FAILING }, ['EVAL-04 CRITERION_NOT_MET']],
    [
      'one whose provider fails a gate',
      { provider: { checks: checksOf(aPatchProvider().rated('INADEQUATE')), lowRateQueryOpen: false } },
      ['PROV-07 RATING_BARS'],
    ],
    [
      'one that has ended for its gate',
      {
        bid: { id: 'bid-oak', state: 'INELIGIBLE' },
        criteriaResults: [],
        provider: { checks: checksOf(aPatchProvider().rated('INADEQUATE')), lowRateQueryOpen: false },
      },
      ['PROV-07 RATING_BARS'],
    ],
    [
      'one that has ended, whose gates pass again',
      { bid: { id: 'bid-oak', state: 'INELIGIBLE' }, criteriaResults: [] },
      ['SM-3 BID_NOT_AWARDABLE'],
    ],
  ] as const)('EVAL-01, ROUT-07: %s is refused once, for its cause', (_, change, refusals) => {
    expect(answer({ order: ['bid-elm'], ...(change as Partial<AwardFacts>) })).toEqual(refusals);
  });

  it('EVAL-01: what a refusal rests on is told before what is missing of the decision', () => {
    const provider = { checks: checksOf(aPatchProvider().rated('INADEQUATE')), lowRateQueryOpen: true };
    const involvement = { entries: [], notPossibleBecause: null };
    expect(answer({ provider, involvement, order: ['bid-elm', 'bid-oak'] })).toEqual([
      'PROV-07 RATING_BARS',
      'ROUT-09 EXCEPTION_MISSING',
      'PROV-33 LOW_RATE_QUERY_OPEN',
      'EVAL-11 INVOLVEMENT_MISSING',
    ]);
  });

  describe('a bid that ends at its gates', () => {
    const provider = { checks: checksOf(aPatchProvider().rated('INADEQUATE')), lowRateQueryOpen: false };

    it.each([
      ['the gates fail and nothing else', {}, true],
      ['the gates pass', { provider: awarding().provider }, false],
      ['an owner does not answer', { provider: null }, false],
      ['sourcing no longer stands as well', { sourcingAgreed: false }, false],
      ['another bid comes first', { order: ['bid-elm', 'bid-oak'] }, false],
      ['it was never ranked', { order: ['bid-elm'] }, false],
      ['it has ended before', { bid: { id: 'bid-oak', state: 'INELIGIBLE' } }, false],
      [
        'the window is still open',
        { callOff: 'OPEN', urgency: 'EMERGENCY', emergencyReason: 'x', bid: { id: 'bid-oak', state: 'SUBMITTED' } },
        false,
      ],
    ] as const)('EVAL-01, SM-2: when %s: %s', (_, change, ends) => {
      expect(endsAtGates(awarding({ provider, ...(change as Partial<AwardFacts>) }))).toBe(ends);
    });
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

  it('ROUT-28: what was chosen is awarded though it does not come first, and ends at its gates as any other', () => {
    const chosen = { callOff: 'AWARDING', isChosen: true, order: ['bid-elm', 'bid-oak'] } as const;
    expect(answer(chosen)).toEqual([]);
    expect(answer({ ...chosen, isChosen: false })).toContain('SM-2 NOT_AWARDABLE');
    const barred = checksOf(aPatchProvider().rated('INADEQUATE'));
    const gated = awarding({ ...chosen, provider: { checks: barred, lowRateQueryOpen: false } });
    expect(endsAtGates(gated)).toBe(true);
    expect(endsAtGates({ ...gated, isChosen: false })).toBe(false);
  });
});
