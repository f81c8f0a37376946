import { SCOPES } from '../../../../kernel/identity/caller.js';
import {
  ANSWERING_ROLES,
  type BidFacts,
  bidRefusals,
  firstAnswerRefusal,
  reconfirmationRefusal,
  versionRefusal,
  withdrawalRefusal,
} from '../../../../subgraphs/tenders/rules/bids/bid.js';
import { type BidContent, contentRefusals } from '../../../../subgraphs/tenders/rules/bids/bid-content.js';
import { type BidState, bidStates } from '../../../../subgraphs/tenders/rules/bids/bid-states.js';
import {
  countedAs,
  DECLINE_REASONS,
  declineKind,
  declineRefusal,
} from '../../../../subgraphs/tenders/rules/invitations/decline.js';
import { eligibilityChecks } from '../../../../subgraphs/tenders/rules/invitations/eligibility.js';
import { specialRequirements } from '../../../../subgraphs/tenders/rules/invitations/special-requirements.js';
import { aBid, aCall, aDischarge, aNeed, aPatchProvider, asking, at, later } from '../fixtures.js';

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
    checks: eligibilityChecks(asking(aPatchProvider(), { need, purpose: 'BID' }), content),
    ...change,
  };
}

describe('content of a bid', () => {
  it('ROUT-04: start day, start time and statement make a bid for a need without special requirements', () => {
    expect(contentRefusals(aBid(), aNeed())).toEqual([]);
  });

  it.each([
    ['startDate', { startDate: null }],
    ['startTime', { startTime: null }],
    ['deliveryStatement', { deliveryStatement: null }],
    ['deliveryStatement', { deliveryStatement: ' \n ' }],
  ])('ROUT-04: a bid without %s is refused on that field', (field, change) => {
    expect(contentRefusals(aBid(change), aNeed())).toMatchObject([
      { rule: 'ROUT-04', code: 'BID_INCOMPLETE', field: `input.${field}` },
    ]);
  });

  it('ROUT-04: everything missing is told at once', () => {
    const empty = aBid({ startDate: null, startTime: null, deliveryStatement: null });
    const need = aNeed({ calls: [aCall({ workers: 2, timeCritical: true })], skills: ['PEG feeding'] });
    expect(contentRefusals(empty, need).map((refusal) => refusal.field)).toEqual([
      'input.startDate',
      'input.startTime',
      'input.deliveryStatement',
      'input.doubleHanded',
      'input.timeCritical',
      'input.skills',
    ]);
  });

  it.each([
    ['two workers', 'doubleHanded', aNeed({ calls: [aCall(), aCall({ workers: 2 })] }), { doubleHanded: false }],
    ['two workers out of hospital', 'doubleHanded', aDischarge({ discharge: twoWorkers() }), { doubleHanded: true }],
    [
      'a time-critical call',
      'timeCritical',
      aNeed({ calls: [aCall(), aCall({ timeCritical: true })] }),
      { timeCritical: false },
    ],
    ['skills', 'skills', aNeed({ skills: ['PEG feeding'] }), { skills: [] }],
  ] as const)('ROUT-04, ASM-13, ASM-30: a need for %s asks for %s, and no is an answer', (_, field, need, answer) => {
    expect(contentRefusals(aBid(), need)).toMatchObject([{ code: 'BID_INCOMPLETE', field: `input.${field}` }]);
    expect(contentRefusals(aBid(answer), need)).toEqual([]);
  });

  it.each([
    [4000, []],
    [4001, [{ rule: 'ROUT-04', code: 'STATEMENT_TOO_LONG', field: 'input.deliveryStatement' }]],
  ])('ROUT-04: a statement of %i characters', (length, refusals) => {
    expect(contentRefusals(aBid({ deliveryStatement: 'x'.repeat(length) }), aNeed())).toMatchObject(refusals);
  });

  it('ROUT-04: a need without special requirements has none', () => {
    expect(specialRequirements(aNeed())).toEqual([]);
  });
});

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
    const checks = eligibilityChecks(asking(provider, { purpose: 'BID' }), aBid());
    expect(bidRefusals(sending(aBid(), { checks }))).toMatchObject([{ rule: 'PROV-06', code: 'RATING_BARS' }]);
  });

  it('EVAL-01: an incomplete bid of an ineligible provider is told both, each field once', () => {
    const content = aBid({ startTime: null });
    const provider = aPatchProvider().with({ registered: false });
    const checks = eligibilityChecks(asking(provider, { purpose: 'BID' }), content);
    expect(bidRefusals(sending(content, { checks })).map(({ code, field }) => [code, field])).toEqual([
      ['BID_INCOMPLETE', 'input.startTime'],
      ['NOT_REGISTERED', undefined],
    ]);
  });

  it.each([
    ['2026-03-03', ['START_PASSED']],
    ['2026-03-04', []],
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

  it.each([
    [1, true],
    [2, false],
    [3, false],
    [4, false],
    [5, true],
    [0, true],
  ])(
    'WIN-14: at version 4, last amended materially at 2, an answer to version %i is outdated: %s',
    (read, outdated) => {
      const refusal = versionRefusal(read, { version: 4, materialVersion: 2 });
      expect(refusal !== undefined).toBe(outdated);
      if (refusal) expect(refusal).toMatchObject({ rule: 'WIN-14', code: 'VERSION_PASSED', field: 'input.version' });
    },
  );

  it('IDG-27: providers answer by their own people or their rostering system, never by call monitoring', () => {
    expect(ANSWERING_ROLES).toEqual(['provider-user', 'rostering']);
    expect(SCOPES).toContain('bids:write');
  });
});

describe('changing a bid', () => {
  const facts = (answer: BidState | null, receivedAt = window.closesAt) => ({ stage, answer, receivedAt });

  it.each([
    ['withdraw', withdrawalRefusal, 'NO_BID_TO_WITHDRAW'],
    ['reconfirm', reconfirmationRefusal, 'NOTHING_TO_RECONFIRM'],
  ] as const)('SM-3: one can %s from exactly the states that the table says', (event, refusal, code) => {
    const from = bidStates.edges.filter((edge) => edge.event === event).map((edge) => edge.from);
    for (const state of states) {
      expect(refusal(facts(state))?.code).toBe(from.includes(state) ? undefined : code);
    }
  });

  it('WIN-14: a stale bid is reconfirmed up to the closing instant, and not after', () => {
    expect(reconfirmationRefusal(facts('STALE'))).toBeUndefined();
    expect(reconfirmationRefusal(facts('STALE', later(window.closesAt, 1)))).toMatchObject({ code: 'WINDOW_CLOSED' });
  });

  it('WIN-01: a bid is withdrawn, and an invitation declined, up to the closing instant', () => {
    expect(withdrawalRefusal(facts('SUBMITTED'))).toBeUndefined();
    expect(firstAnswerRefusal(facts('VIEWED'))).toBeUndefined();
    expect(withdrawalRefusal(facts('SUBMITTED', later(window.closesAt, 1)))).toMatchObject({ code: 'WINDOW_CLOSED' });
    expect(firstAnswerRefusal(facts('VIEWED', later(window.closesAt, 1)))).toMatchObject({ code: 'WINDOW_CLOSED' });
  });

  it('IDG-23: one who was not invited can change nothing', () => {
    expect(withdrawalRefusal(facts(null))).toMatchObject({ code: 'NOT_INVITED' });
    expect(reconfirmationRefusal(facts(null))).toMatchObject({ code: 'NOT_INVITED' });
  });
});

describe('declining', () => {
  it('ROUT-13: a decline needs a coded reason', () => {
    expect(declineRefusal('PATCH', null)).toMatchObject({
      rule: 'ROUT-13',
      code: 'REASON_MISSING',
      field: 'input.reason',
    });
  });

  it('ROUT-13: too little capacity is told from a need that does not suit', () => {
    expect(DECLINE_REASONS.filter((reason) => declineKind(reason) === 'CAPACITY')).toEqual(['CAPACITY']);
  });

  it.each(DECLINE_REASONS)('ROUT-13: on the patch route %s is accepted', (reason) => {
    expect(declineRefusal('PATCH', reason)).toBeUndefined();
  });

  it.each([
    ['CAPACITY', undefined],
    ['SKILL', undefined],
    ['SAFETY', undefined],
    ['PREFERENCES', 'ASM-25'],
    ['ELIGIBILITY', 'ASM-25'],
  ] as const)('ASM-25: a discharge declined for %s is refused under %s', (reason, rule) => {
    expect(declineRefusal('D2A_PATCH', reason)?.rule).toBe(rule);
  });

  it.each(['NEED_DIFFERS_FROM_ADVERT', 'NO_AUTHORISED_PLAN'] as const)(
    'AWRD-09: %s is a reason once the full request could be read, and none before',
    (reason) => {
      expect(declineRefusal('PATCH', reason)).toMatchObject({ rule: 'ROUT-13', code: 'REASON_NOT_ACCEPTED' });
      expect(declineRefusal('PATCH', reason, 'AWARD')).toBeUndefined();
      expect(declineRefusal('D2A_PATCH', reason, 'AWARD')).toMatchObject({ rule: 'ASM-25' });
    },
  );

  it('ROUT-12: declines, silence and refusals after award are counted, and nothing else', () => {
    const counted = states.filter((state) => countedAs(state) !== null);
    expect(counted.sort()).toEqual(['DECLINED', 'NO_RESPONSE', 'REFUSED_AFTER_AWARD']);
    for (const state of counted) expect(countedAs(state)).toBe(state);
  });
});

function twoWorkers() {
  return { callsPerDay: 4, callMinutes: 30, expectedAt: '2026-03-05T18:00:00.000Z', twoWorkers: true };
}
