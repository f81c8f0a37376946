import { ALERT_STEPS, type AlertStep } from '../../../../subgraphs/monitoring/rules/alerts/alert-standing.js';
import { ALERT_STATES, type AlertState } from '../../../../subgraphs/monitoring/rules/alerts/alert-states.js';
import {
  type AlertTimes,
  alertStepFollows,
  alertStepRefusal,
  changedActionRefusal,
  historyFollows,
  MOST_ACTIONS,
  neverLateRefusal,
  nobodyMissingRefusal,
  type ReportedAction,
  reportedActionsRefusals,
  textRefusal,
  toldOfAnotherRefusal,
} from '../../../../subgraphs/monitoring/rules/alerts/alert-step.js';

describe('what a step follows', () => {
  const minute = (nth: number) => new Date(Date.UTC(2026, 5, 1, 8, nth));
  const times: AlertTimes = {
    plannedStart: minute(0),
    raisedAt: minute(30),
    personContactedAt: minute(33),
    unavailableAt: minute(36),
    replacementSentAt: minute(40),
  };

  it.each<[AlertStep, number]>([
    ['ACKNOWLEDGED', 25],
    ['PERSON_REASSURED', 25],
    ['PERSON_UNREACHABLE', 25],
    ['STAFF_ON_THE_WAY', 33],
    ['STAFF_CANNOT', 33],
    ['REPLACEMENT_SENT', 36],
    ['REPLACEMENT_TOLD', 40],
    ['COUNCIL_INFORMED', 33],
    ['NEXT_OF_KIN_INFORMED', 33],
  ])('DEL-22 to DEL-28: %s is taken in minute %i at the earliest', (step, nth) => {
    expect(alertStepFollows(step, times, 5)).toEqual(minute(nth));
  });

  it('DEL-28: what has not happened is followed by nothing but the alert', () => {
    const none = { ...times, personContactedAt: null };
    expect(alertStepFollows('STAFF_CANNOT', none, 5)).toEqual(minute(25));
  });

  it.each(ALERT_STEPS.map((step) => [step, step === 'ACKNOWLEDGED' ? minute(25) : minute(-24 * 60)] as const))(
    'DEL-28, AMB-11: %s in a history: at %s at the earliest',
    (step, earliest) => {
      expect(historyFollows(step, times, 5)).toEqual(earliest);
    },
  );
});

describe('the steps of an alert desk', () => {
  it.each<[AlertStep, AlertState, string | undefined]>([
    ['ACKNOWLEDGED', 'RAISED', undefined],
    ['ACKNOWLEDGED', 'ACKNOWLEDGED', 'ILLEGAL_TRANSITION'],
    ['PERSON_REASSURED', 'RAISED', undefined],
    ['PERSON_REASSURED', 'ACKNOWLEDGED', undefined],
    ['PERSON_REASSURED', 'USER_UNREACHABLE', undefined],
    ['PERSON_UNREACHABLE', 'ACKNOWLEDGED', undefined],
    ['PERSON_UNREACHABLE', 'USER_CONTACTED', 'ILLEGAL_TRANSITION'],
    ['STAFF_ON_THE_WAY', 'RAISED', 'PERSON_FIRST'],
    ['STAFF_ON_THE_WAY', 'ACKNOWLEDGED', 'PERSON_FIRST'],
    ['STAFF_CANNOT', 'ACKNOWLEDGED', 'PERSON_FIRST'],
    ['STAFF_ON_THE_WAY', 'USER_CONTACTED', undefined],
    ['STAFF_CANNOT', 'USER_UNREACHABLE', undefined],
    ['STAFF_CANNOT', 'STAFF_EN_ROUTE', undefined],
    ['REPLACEMENT_SENT', 'USER_CONTACTED', 'REPLACEMENT_NOT_NEEDED'],
    ['REPLACEMENT_SENT', 'STAFF_EN_ROUTE', 'REPLACEMENT_NOT_NEEDED'],
    ['REPLACEMENT_SENT', 'REPLACEMENT_NEEDED', undefined],
    ['REPLACEMENT_TOLD', 'REPLACEMENT_NEEDED', 'REPLACEMENT_NOT_SENT'],
    ['REPLACEMENT_TOLD', 'REPLACEMENT_SENT', undefined],
    ['COUNCIL_INFORMED', 'USER_CONTACTED', 'PERSON_NOT_UNREACHABLE'],
    ['COUNCIL_INFORMED', 'USER_UNREACHABLE', undefined],
    ['NEXT_OF_KIN_INFORMED', 'REPLACEMENT_NEEDED', undefined],
  ])('DEL-24, SM-9: %s in %s is answered with %s', (step, state, code) => {
    expect(alertStepRefusal(state, step)?.code).toBe(code);
  });

  it('DEL-28: on a closed alert nothing is done any more', () => {
    for (const state of ['RESOLVED', 'CLOSED_MISSED'] as const) {
      for (const step of ALERT_STEPS) expect(alertStepRefusal(state, step)?.code).toBe('ALERT_CLOSED');
    }
  });

  it('DEL-23: there is no step that asks the person whether the call is still needed', () => {
    expect(ALERT_STEPS.filter((step) => step.startsWith('PERSON_'))).toEqual([
      'PERSON_REASSURED',
      'PERSON_UNREACHABLE',
    ]);
    expect(ALERT_STATES.some((state) => /NEED/.test(state) && state !== 'REPLACEMENT_NEEDED')).toBe(false);
  });
});

describe('a history that a call-monitoring system reports', () => {
  const action = (over: Partial<ReportedAction> = {}): ReportedAction => ({
    externalId: 'a-1',
    step: 'PERSON_REASSURED',
    at: new Date('2026-06-01T08:33:00Z'),
    worker: null,
    askedIfNeeded: false,
    corrects: null,
    ...over,
  });
  const log = [
    { position: '1', kind: 'RAISED' },
    { position: '2', kind: 'STAFF_CANNOT' },
  ] as const;
  const answers = (...actions: ReportedAction[]) => reportedActionsRefusals(actions, log).map(({ code }) => code);

  it.each<[string, ReportedAction, string[]]>([
    ['a plain action', action(), []],
    ['an action without its id', action({ externalId: ' ' }), ['TEXT_LENGTH']],
    ['a worker longer than any reference', action({ worker: 'w'.repeat(101) }), ['TEXT_LENGTH']],
    ['a replacement without its reference', action({ step: 'REPLACEMENT_SENT' }), ['WORKER_MISSING']],
    ['a person told, and not of whom', action({ step: 'REPLACEMENT_TOLD' }), ['WORKER_MISSING']],
    ['a correction of a step', action({ step: 'STAFF_ON_THE_WAY', corrects: '2' }), []],
    ['a step withdrawn', action({ step: 'WITHDRAWN', corrects: '2' }), []],
    ['a withdrawal of nothing', action({ step: 'WITHDRAWN' }), ['NOTHING_TO_CORRECT']],
    ['a correction of what is not there', action({ corrects: '9' }), ['NOTHING_TO_CORRECT']],
    ['a correction of the alert itself', action({ corrects: '1' }), ['NOTHING_TO_CORRECT']],
  ])('DEL-05, DEL-28: %s', (_what, one, codes) => {
    expect(answers(one)).toEqual(codes);
  });

  it.each([
    [0, ['ACTIONS_COUNT']],
    [MOST_ACTIONS, []],
    [MOST_ACTIONS + 1, ['ACTIONS_COUNT']],
  ])('DEL-05: %d actions at once', (count, codes) => {
    expect(answers(...Array.from({ length: count }, (_, nth) => action({ externalId: `a-${nth}` })))).toEqual(codes);
  });

  it.each([
    ['', 'TEXT_LENGTH'],
    ['W', undefined],
    ['w'.repeat(100), undefined],
    ['w'.repeat(101), 'TEXT_LENGTH'],
  ])('DEL-05: a reference of the length of "%s"', (text, code) => {
    expect(textRefusal('DEL-05', text, 'input.worker')?.code).toBe(code);
  });
});

describe('what cannot be added to a history', () => {
  it.each([
    [null, 0, 'NEVER_LATE'],
    [null, 1, undefined],
    [0, 60_000, 'NEVER_LATE'],
    [1, 60_000, undefined],
  ])('DEL-21: somebody came %s ms after the alert time, asked %d ms after it: %s', (came, asked, code) => {
    const dueAt = new Date('2026-06-01T08:30:00Z');
    const after = (ms: number) => new Date(dueAt.getTime() + ms);
    const arrivedAt = came === null ? null : after(came);
    expect(neverLateRefusal({ arrivedAt }, dueAt, after(asked))?.code).toBe(code);
  });

  it('DEL-21: about a worker who did not come, of a call that misses none', () => {
    expect(nobodyMissingRefusal()).toMatchObject({ rule: 'DEL-21', code: 'NOBODY_MISSING', field: 'input.kind' });
  });

  it.each([
    [null, 'W7', undefined],
    ['W7', 'W7', undefined],
    ['W7', 'W8', 'ANOTHER_REPLACEMENT'],
  ])('DEL-26: %s was sent, and the person told of %s', (sent, told, code) => {
    expect(toldOfAnotherRefusal(sent, told)?.code).toBe(code);
  });

  const first = {
    step: 'STAFF_CANNOT',
    at: new Date('2026-06-01T08:40:00Z'),
    worker: 'W1',
    askedIfNeeded: false,
    corrects: null,
  } as const;
  it.each<[string, object, string | undefined]>([
    ['the same', {}, undefined],
    ['another step', { step: 'STAFF_ON_THE_WAY' }, 'ACTION_CHANGED'],
    ['another time', { at: new Date('2026-06-01T08:40:00.001Z') }, 'ACTION_CHANGED'],
    ['another worker', { worker: 'W2' }, 'ACTION_CHANGED'],
    ['another question', { askedIfNeeded: true }, 'ACTION_CHANGED'],
    ['another correction', { corrects: '7' }, 'ACTION_CHANGED'],
  ])('DEL-28: an action sent again as %s', (_what, over, code) => {
    expect(changedActionRefusal(first, { ...first, ...over }, 'input.actions.0.externalId')?.code).toBe(code);
  });
});
