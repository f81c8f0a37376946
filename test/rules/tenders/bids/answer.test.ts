import { SCOPES } from '../../../../kernel/identity/caller.js';
import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';
import {
  ANSWERING_ROLES,
  firstAnswerRefusal,
  formReleaseRefusal,
  reconfirmationRefusal,
  versionRefusal,
  viewRefusal,
  withdrawalRefusal,
} from '../../../../subgraphs/tenders/rules/bids/answer.js';
import { type BidState, bidStates } from '../../../../subgraphs/tenders/rules/bids/bid-states.js';
import { at, later } from '../fixtures.js';

const window = { opensAt: at('2026-03-04 10:00'), closesAt: at('2026-03-04 12:00') };
const stage = { route: 'PATCH', stage: 'PATCH', ...window } as const;
const states = [...new Set(bidStates.edges.map(({ to }) => to))];

describe('changing a bid', () => {
  const facts = (answer: BidState | null, receivedAt = window.closesAt) => ({
    stage,
    answer,
    receivedAt,
    isDecided: false,
    barredBy: [] as readonly Refusal[],
  });

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

  it('IDG-23: whose answer was no hears of that alone, whatever came of the others', () => {
    for (const isDecided of [false, true]) {
      for (const state of ['DECLINED', 'SET_ASIDE'] as const) {
        expect(firstAnswerRefusal({ ...facts(state), isDecided })).toMatchObject({ code: 'ALREADY_ANSWERED' });
      }
    }
    expect(firstAnswerRefusal({ ...facts('VIEWED'), isDecided: true })).toMatchObject({ code: 'ALREADY_DECIDED' });
  });

  it('SM-5: one that is suspended since can do nothing, and a late answer is late all the same', () => {
    const barredBy = [refuse('ROUT-03', 'NOT_A_MEMBER', 'It is suspended.')];
    const acts = [
      [firstAnswerRefusal, 'VIEWED'],
      [withdrawalRefusal, 'SUBMITTED'],
      [reconfirmationRefusal, 'STALE'],
      [viewRefusal, 'INVITED'],
    ] as const;
    for (const [refusal, answer] of acts) {
      expect(refusal({ ...facts(answer), barredBy })).toMatchObject({ code: 'NOT_A_MEMBER' });
      expect(refusal(facts(answer))).toBeUndefined();
    }
    const late = { ...facts('VIEWED', later(window.closesAt, 1)), barredBy };
    expect(firstAnswerRefusal(late)).toMatchObject({ code: 'WINDOW_CLOSED' });
  });

  it('SM-3: a view after the close is no answer, and one who was not invited views nothing', () => {
    expect(viewRefusal(facts('NO_RESPONSE', later(window.closesAt, 1)))).toBeUndefined();
    expect(viewRefusal(facts(null))).toMatchObject({ code: 'NOT_INVITED' });
  });

  it('WIN-13: where late answers are chased one is welcome after the window, until somebody is chosen', () => {
    const chased = { route: 'C2P_DOMICILIARY', stage: 'AGENCIES', ...window } as const;
    const late = { ...facts('VIEWED', later(window.closesAt, 86_400_000)), stage: chased };
    expect(firstAnswerRefusal(late)).toBeUndefined();
    expect(firstAnswerRefusal({ ...late, isDecided: true })).toMatchObject({
      rule: 'ROUT-28',
      code: 'ALREADY_DECIDED',
    });
  });

  it('IDG-04, IDG-03: the request form is released to who has not said no, where the route releases it, and from the states of the table', () => {
    const from = bidStates.edges.filter(({ event }) => event === 'request form').map((edge) => edge.from);
    for (const state of from) expect(formReleaseRefusal(facts(state as BidState), 'ON_REQUEST')).toBeUndefined();
    const offers: readonly BidState[] = ['SUBMITTED', 'STALE', 'UNDER_EVALUATION'];
    for (const state of offers) expect(formReleaseRefusal(facts(state), 'ON_REQUEST')).toBeUndefined();
    expect(formReleaseRefusal(facts('VIEWED'), 'ON_AWARD')).toMatchObject({ rule: 'IDG-03', code: 'FORM_ON_AWARD' });
    expect(formReleaseRefusal(facts('DECLINED'), 'ON_REQUEST')).toMatchObject({ code: 'ALREADY_ANSWERED' });
    expect(formReleaseRefusal(facts(null), 'ON_REQUEST')).toMatchObject({ code: 'NOT_INVITED' });
    expect(formReleaseRefusal({ ...facts('VIEWED'), isDecided: true }, 'ON_REQUEST')).toMatchObject({
      code: 'ALREADY_DECIDED',
    });
  });

  it('IDG-23: one who was not invited can change nothing', () => {
    expect(withdrawalRefusal(facts(null))).toMatchObject({ code: 'NOT_INVITED' });
    expect(reconfirmationRefusal(facts(null))).toMatchObject({ code: 'NOT_INVITED' });
  });

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
