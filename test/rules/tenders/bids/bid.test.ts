import { type BidFacts, bidRefusals } from '../../../../subgraphs/tenders/rules/bids/bid.js';
import { type BidContent } from '../../../../subgraphs/tenders/rules/bids/bid-content.js';
import { bidStates } from '../../../../subgraphs/tenders/rules/bids/bid-states.js';
import { eligibilityChecks } from '../../../../subgraphs/tenders/rules/invitations/eligibility.js';
import { aBid, aNeed, answered, aPatchProvider, asking, at, later } from '../fixtures.js';

const window = { opensAt: at('2026-03-04 10:00'), closesAt: at('2026-03-04 12:00') };
const stage = { route: 'PATCH', stage: 'PATCH', ...window } as const;
const states = [...new Set(bidStates.edges.map(({ to }) => to))];
function sending(content: BidContent = aBid(), change: Partial<BidFacts> = {}): BidFacts {
  const need = change.need ?? aNeed();
  return {
    content,
    need,
    stage,
    receivedAt: at('2026-03-04 11:00'),
    answer: 'INVITED',
    isDecided: false,
    form: { given: 'BID', asked: 'BID' },
    barredBy: [],
    read: 1,
    present: { version: 1, materialVersion: 1 },
    checks: eligibilityChecks(asking(aPatchProvider(), { need, purpose: 'BID' }), answered(content)),
    ...change,
  };
}

describe('taking a bid', () => {
  it('WIN-01: a bid at exactly the closing instant is taken', () => {
    expect(bidRefusals(sending(aBid(), { receivedAt: window.closesAt }))).toEqual([]);
  });

  it('WIN-01: a bid one millisecond after is refused, and for nothing else though it lacks everything', () => {
    const empty = aBid({ startDate: null, startTime: null, deliveryStatement: null });
    expect(bidRefusals(sending(empty, { receivedAt: later(window.closesAt, 1) }))).toMatchObject([
      { rule: 'WIN-01', code: 'WINDOW_CLOSED' },
    ]);
  });

  it('WIN-05: a late bid for a discharge is refused under its own window', () => {
    const d2a = { ...stage, route: 'D2A_PATCH', closesAt: at('2026-03-04 11:00') } as const;
    expect(bidRefusals(sending(aBid(), { stage: d2a }))).toEqual([]);
    expect(bidRefusals(sending(aBid(), { stage: d2a, receivedAt: at('2026-03-04 11:00:00.001') }))).toMatchObject([
      { rule: 'WIN-05', code: 'WINDOW_CLOSED' },
    ]);
  });

  it('IDG-23: one who was not invited learns that, and not whether the window is open', () => {
    const early = bidRefusals(sending(aBid(), { answer: null }));
    const late = bidRefusals(
      sending(aBid({ startDate: null }), { answer: null, receivedAt: later(window.closesAt, 1) }),
    );
    expect(early).toMatchObject([{ rule: 'ROUT-03', code: 'NOT_INVITED' }]);
    expect(late).toEqual(early);
  });

  it.each([
    ['INVITED', undefined],
    ['VIEWED', undefined],
    ['SUBMITTED', 'BID_ALREADY_MADE'],
    ['STALE', 'BID_STALE'],
    ['DECLINED', 'ALREADY_ANSWERED'],
    ['NO_RESPONSE', 'ALREADY_ANSWERED'],
    ['UNDER_EVALUATION', 'ALREADY_ANSWERED'],
  ] as const)('SM-3: to an invitation that stands at %s a bid answers %s', (answer, code) => {
    expect(bidRefusals(sending(aBid(), { answer })).map((refusal) => refusal.code)).toEqual(code ? [code] : []);
  });

  it('SM-3: a bid is taken from exactly the states that the table lets submit', () => {
    const taking = states.filter((answer) => bidRefusals(sending(aBid(), { answer })).length === 0);
    const submitting = bidStates.edges.filter((edge) => edge.event === 'submit').map((edge) => edge.from);
    expect(taking.sort()).toEqual([...submitting].sort());
  });

  it('EVAL-01: a bid of a provider no longer eligible is refused by the check that failed', () => {
    const provider = aPatchProvider().rated('REQUIRES_IMPROVEMENT');
    const checks = eligibilityChecks(asking(provider, { purpose: 'BID' }), answered());
    expect(bidRefusals(sending(aBid(), { checks }))).toMatchObject([{ rule: 'PROV-06', code: 'RATING_BARS' }]);
  });

  it('EVAL-01: an incomplete bid of an ineligible provider is told both, each field once', () => {
    const content = aBid({ startTime: null });
    const provider = aPatchProvider().with({ registered: false });
    const checks = eligibilityChecks(asking(provider, { purpose: 'BID' }), answered(content));
    expect(bidRefusals(sending(content, { checks })).map(({ code, field }) => [code, field])).toEqual([
      ['BID_INCOMPLETE', 'input.startTime'],
      ['NOT_REGISTERED', undefined],
    ]);
  });

  it.each([
    ['2026-03-03', ['START_PASSED']],
    ['2026-03-04', []],
    ['2027-03-05', []],
    ['2027-03-06', ['START_FAR_AHEAD']],
  ])('ROUT-04: on 4 March a start on %s is answered %j', (startDate, codes) => {
    expect(bidRefusals(sending(aBid({ startDate }))).map((refusal) => refusal.code)).toEqual(codes);
  });

  it('ROUT-04: today is the London day, also in the first hour of a summer night', () => {
    const night = { opensAt: at('2026-06-30 23:30'), closesAt: at('2026-07-01 01:30') };
    const facts = { stage: { ...stage, ...night }, receivedAt: at('2026-07-01 00:30') };
    expect(bidRefusals(sending(aBid({ startDate: '2026-06-30' }), facts))).toMatchObject([{ code: 'START_PASSED' }]);
  });

  it.each([
    ['2026-03-29', '00:59', []],
    ['2026-03-29', '01:00', ['NO_SUCH_TIME']],
    ['2026-03-29', '01:59', ['NO_SUCH_TIME']],
    ['2026-03-29', '02:00', []],
    ['2026-03-28', '01:30', []],
  ])(
    'ROUT-04: a first call on %s at %s, around the change of clocks, is answered %j',
    (startDate, startTime, codes) => {
      expect(bidRefusals(sending(aBid({ startDate, startTime }))).map((refusal) => refusal.code)).toEqual(codes);
    },
  );

  it('WIN-14: an outdated version is told with everything else that is wrong, but not beside a late bid', () => {
    const outdated = { present: { version: 3, materialVersion: 2 } };
    expect(bidRefusals(sending(aBid({ startTime: null }), outdated)).map(({ code }) => code)).toEqual([
      'BID_INCOMPLETE',
      'VERSION_PASSED',
    ]);
    const late = { ...outdated, receivedAt: later(window.closesAt, 1) };
    expect(bidRefusals(sending(aBid(), late)).map(({ code }) => code)).toEqual(['WINDOW_CLOSED']);
  });
});
