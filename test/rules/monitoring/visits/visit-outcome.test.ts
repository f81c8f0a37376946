import { statesOf } from '../../../../kernel/values/state-table.js';
import { DEFAULT_POLICY } from '../../../../schema/policy.js';
import { standingAfter } from '../../../../subgraphs/monitoring/rules/visits/plan-standing.js';
import type { Cancellation, Correction } from '../../../../subgraphs/monitoring/rules/visits/visit-facts.js';
import type { VisitQuery } from '../../../../subgraphs/monitoring/rules/visits/visit-query.js';
import { visitStates } from '../../../../subgraphs/monitoring/rules/visits/visit-states.js';
import type { Conflict } from '../../../../subgraphs/monitoring/rules/workers/worker-overlap.js';
import { aCall, aLog, aPlan, at, inOrder, NINE, off, outcome, planOf } from '../a-visit.js';

const manual = { arrivedBy: 'MANUAL', knownAt: at(600) } as const;
const correction: Correction = {
  ...{ state: 'COMPLETED', actualMinutes: null, acceptedMinutes: null },
  ...{ reason: 'r', evidence: 'e', at: '', by: '' },
};

describe('the state of a visit', () => {
  it.each([
    [0, 'PLANNED', 30],
    [30, 'PLANNED', 30],
    [30.001, 'ALERTED', 90],
    [90, 'ALERTED', 90],
    [90.001, 'MISSED', null],
  ])('SM-8: without a log, %d minutes after its start: %s', (minutes, state, due) => {
    const found = outcome({}, [], { now: at(minutes) });
    expect([found.state, found.dueAt]).toEqual([state, due === null ? null : at(due)]);
  });

  it.each([
    ['time-critical', { timeCritical: true }, 15, 90],
    ['with a window to 09:45', { windowFrom: at(-15), windowTo: at(45) }, 75, 135],
    ['two hours long', { minutes: 120 }, 30, 120],
  ])('DEL-21: the alert of one %s falls due %#', (_what, plan, alert, missed) => {
    expect(outcome(plan, [], { now: at(alert) })).toMatchObject({ state: 'PLANNED', dueAt: at(alert) });
    expect(outcome(plan, [], { now: at(alert + 0.001) })).toMatchObject({ state: 'ALERTED', dueAt: at(missed) });
  });

  it('DEL-10: missed at the later of the expected end and ninety minutes after the start', () => {
    const long = { minutes: 120 };
    expect(outcome(long, [], { now: at(120) }).state).toBe('ALERTED');
    expect(outcome(long, [], { now: at(120.001) }).state).toBe('MISSED');
  });

  it('SM-8: a log makes it IN_PROGRESS, its departure COMPLETED, and a log that lacks one is told', () => {
    const open = [aLog({ departedAt: null, departedBy: null })];
    expect(outcome({}, open, { now: at(90) })).toMatchObject({ state: 'IN_PROGRESS', dueAt: at(90), flags: [] });
    expect(outcome({}, open)).toMatchObject({ state: 'IN_PROGRESS', dueAt: null, flags: ['INCOMPLETE_LOG'] });
    expect(outcome({}, [aLog()])).toMatchObject({ state: 'COMPLETED', dueAt: null, flags: [] });
  });

  it('DEL-10: late attendance makes a missed visit a late one, until the next is to start', () => {
    const late = [aLog({ arrivedAt: at(100), departedAt: at(130) })];
    expect(outcome({}, late, { nextStart: at(100.001) })).toMatchObject({ state: 'COMPLETED' });
    expect(outcome({}, late, { nextStart: at(100) })).toMatchObject({ state: 'MISSED', payableMinutes: 0 });
    expect(outcome({}, late)).toMatchObject({ state: 'COMPLETED', deviationMinutes: 100 });
  });

  it.each([
    [240, 'COMPLETED'],
    [240.001, 'MISSED'],
    [13 * 60, 'MISSED'],
  ])('DEL-10: who comes %d minutes late to the only call of the day: %s', (minutes, state) => {
    const log = aLog({ arrivedAt: at(minutes), departedAt: at(minutes + 30) });
    const attendances = [{ worker: 'W1', from: log.arrivedAt, to: log.departedAt, logs: [log] }];
    const found = outcome({}, [], { attendances });
    expect([found.state, found.payableMinutes]).toEqual([state, state === 'MISSED' ? 0 : 30]);
  });

  it('DEL-10: a call that nobody planned is late, missed and made like any other, and that is said', () => {
    const plans: never[] = [];
    expect(outcome({}, [], { plans, now: NINE })).toMatchObject({ state: 'PLANNED', flags: [] });
    expect(outcome({}, [], { plans, now: at(31) })).toMatchObject({ state: 'ALERTED', flags: ['NOT_PLANNED'] });
    expect(outcome({}, [], { plans })).toMatchObject({ state: 'MISSED', flags: ['NOT_PLANNED'] });
    expect(outcome({}, [aLog()], { plans })).toMatchObject({ state: 'COMPLETED', payableMinutes: 30 });
  });

  it('DEL-38: a no-reply case decides, also where the carer logged in at the door', () => {
    expect(outcome({}, [aLog()], { noReply: 'OPEN' }).state).toBe('NO_REPLY');
    expect(outcome({}, [], { noReply: 'PROCEDURE_COMPLETE' })).toMatchObject({
      state: 'NO_REPLY_CLOSED',
      payableMinutes: 30,
    });
    expect(outcome({}, [], { noReply: 'FOUND' }).state).toBe('IN_PROGRESS');
    expect(outcome({}, [aLog()], { noReply: 'FOUND' }).state).toBe('COMPLETED');
    expect(outcome({}, [aLog()], { noReply: 'FOUND_WELL' }).state).toBe('COMPLETED');
    expect(outcome({}, [], { noReply: 'OPEN', off: off('SUSPENDED') }).state).toBe('CANCELLED');
  });

  it('DEL-10, DEL-38: a person who is found well is no log: care is to be given in time, or the call is missed', () => {
    const found = { noReply: 'FOUND_WELL' } as const;
    expect(outcome({}, [], { ...found, now: at(90) })).toMatchObject({ state: 'IN_PROGRESS', dueAt: at(90) });
    expect(outcome({}, [], { ...found, now: at(90.001) })).toMatchObject({ state: 'MISSED', payableMinutes: 0 });
    expect(outcome({}, [], { ...found, off: off('SUSPENDED') }).state).toBe('CANCELLED');
  });

  it.each<[string, Partial<Cancellation>, number, string]>([
    ['in order', {}, -60, 'CANCELLED'],
    ['confirmed by a carer', { confirmedBy: 'CARE_WORKER' }, -60, 'MISSED'],
    ['confirmed by nobody', { confirmedBy: null }, -60, 'MISSED'],
    ['confirmed by a senior', { confirmedBy: 'SENIOR_CARER' }, -60, 'CANCELLED'],
    ['confirmed with nobody', { confirmedWith: null }, -60, 'MISSED'],
    ['without an alternative', { alternative: null }, -60, 'MISSED'],
    ['a moment before its start', { at: at(-0.001).toISOString() }, -0.001, 'CANCELLED'],
    ['as it starts', { at: NINE.toISOString() }, 0, 'MISSED'],
    ['before its start, known only after', {}, 1, 'MISSED'],
  ])('VAR-10: called off %s', (_what, over, knownAt, state) => {
    const found = outcome({}, [], { plan: { cancellation: { ...inOrder, ...over }, knownAt: at(knownAt) } });
    expect(found.state).toBe(state);
    expect(found.payableMinutes).toBe(0);
    expect(found.flags.includes('CANCELLED_UNCONFIRMED')).toBe(state === 'MISSED');
    expect(found.flags.includes('CALLED_OFF_AFTER_START')).toBe(knownAt >= 0);
  });

  it('VAR-10, PAY-02: who comes to a call that was called off in order made none; the council is asked', () => {
    const plan = { cancellation: inOrder, knownAt: at(-30) };
    expect(outcome({}, [aLog()], { plan })).toMatchObject({
      ...{ state: 'COMPLETED', off: 'CALLED_OFF', query: 'MADE_BUT_NOT_EXPECTED' },
      ...{ commissionedMinutes: 0, payableMinutes: 0, flags: ['CALLED_OFF'] },
    });
    const answered = outcome({}, [aLog()], { plan, correction: { ...correction, acceptedMinutes: 30 } });
    expect(answered).toMatchObject({ query: null, payableMinutes: 30 });
    // Called off by a carer alone it was to be made, and was.
    const unconfirmed = { ...plan, cancellation: { ...inOrder, confirmedBy: 'CARE_WORKER' } } as const;
    expect(outcome({}, [aLog()], { plan: unconfirmed })).toMatchObject({ off: null, query: null, payableMinutes: 30 });
    expect(outcome({}, [aLog()], { plan: { ...plan, knownAt: NINE } })).toMatchObject({
      off: null,
      payableMinutes: 30,
    });
  });

  it('VAR-10, DEL-12: a time-critical call that is called off late is missed, and breached', () => {
    const plan = { cancellation: { ...inOrder, at: at(20).toISOString() }, knownAt: at(21) };
    expect(outcome({ timeCritical: true }, [], { plan })).toMatchObject({
      state: 'MISSED',
      flags: ['TIME_CRITICAL_BREACHED', 'CANCELLED_UNCONFIRMED', 'CALLED_OFF_AFTER_START'],
    });
  });

  it('VAR-10: a version that calls it off only after the start changes nothing of what stood', () => {
    const plan = { cancellation: inOrder, knownAt: at(10), standing: standingAfter(aPlan(), at(10)) };
    expect(outcome({}, [], { plan })).toMatchObject({
      state: 'MISSED',
      flags: ['CHANGED_AFTER_START', 'CALLED_OFF_AFTER_START'],
    });
    const stood = aPlan({ cancellation: inOrder, knownAt: at(-60) });
    expect(outcome({}, [], { plan: { standing: standingAfter(stood, at(10)) } })).toMatchObject({
      state: 'CANCELLED',
      flags: ['CHANGED_AFTER_START'],
    });
  });

  it('DEL-10: a plan that was taken back after the start is missed all the same', () => {
    const plan = { removed: true, knownAt: at(1), standing: standingAfter(aPlan(), at(1)) };
    expect(outcome({}, [], { plan })).toMatchObject({
      state: 'MISSED',
      flags: ['CHANGED_AFTER_START', 'REMOVED_AFTER_START'],
    });
  });

  it('SM-8: an officer’s correction stands over what the systems say', () => {
    expect(outcome({}, [], { correction: { ...correction, actualMinutes: 25 } })).toMatchObject({
      state: 'COMPLETED',
      actualMinutes: 25,
      payableMinutes: 30,
      workersCame: 1,
      flags: ['CORRECTED'],
    });
    expect(outcome({}, [aLog()], { correction: { ...correction, state: 'MISSED' } })).toMatchObject({
      state: 'MISSED',
      payableMinutes: 0,
    });
  });

  it('SM-8: every state of the table is one that facts lead to', () => {
    const refused = { reason: 'NOT_TODAY', capacityConcern: false };
    const found = [
      outcome({}, [], { now: NINE }),
      outcome({}, [], { now: at(31) }),
      outcome({}),
      outcome({}, [aLog({ departedAt: null, departedBy: null })]),
      outcome({}, [aLog()]),
      outcome({}, [aLog({ refused })]),
      outcome({}, [], { plan: { cancellation: inOrder } }),
      outcome({}, [], { noReply: 'OPEN' }),
      outcome({}, [], { noReply: 'PROCEDURE_COMPLETE' }),
    ];
    expect(new Set(found.map(({ state }) => state))).toEqual(new Set(statesOf(visitStates)));
  });
});

describe('a visit that the council does not expect', () => {
  it.each(['SUSPENDED', 'ENDED', 'VARIED', 'NOT_BEGUN', 'D2A_TERM_OVER'] as const)(
    'VAR-02, VAR-14, PAY-10, ROUT-16: %s: it is off, nothing is commissioned, and nobody need plan it',
    (because) => {
      const made = { off: off(because), plans: [] };
      expect(outcome({}, [], made)).toMatchObject({
        ...{ state: 'CANCELLED', off: because, query: null, dueAt: null },
        ...{ commissionedMinutes: 0, payableMinutes: 0, flags: [because] },
      });
    },
  );

  it('PAY-10, PAY-02: who comes all the same made it; nothing is paid of it, and the council is asked', () => {
    expect(outcome({}, [aLog()], { off: off('SUSPENDED', at(-60)) })).toMatchObject({
      ...{ state: 'COMPLETED', off: 'SUSPENDED', query: 'MADE_BUT_NOT_EXPECTED' },
      ...{ commissionedMinutes: 0, actualMinutes: 30, payableMinutes: 0, flags: ['SUSPENDED'] },
    });
  });

  it.each([
    ['before it was told', -0.001, null],
    ['as it was told', 0, 'SUSPENDED'],
    ['after it was told', 1, 'SUSPENDED'],
  ])('VAR-02, PAY-10: who came %s', (_when, arrived, because) => {
    const log = aLog({ arrivedAt: at(arrived), departedAt: at(31) });
    const found = outcome({}, [log], { off: off('SUSPENDED', NINE) });
    expect(found).toMatchObject({
      ...{ state: 'COMPLETED', off: because, query: because && 'MADE_BUT_NOT_EXPECTED' },
      ...{ commissionedMinutes: because ? 0 : 30, payableMinutes: because ? 0 : 30 },
    });
    expect(found.flags).toEqual(because ? [because] : []);
  });

  it('ROUT-16: after the last day of a discharge to assess nothing counts, whenever it was made', () => {
    const found = outcome({}, [aLog()], { off: off('D2A_TERM_OVER', null) });
    expect(found).toMatchObject({ off: 'D2A_TERM_OVER', payableMinutes: 0, query: 'MADE_BUT_NOT_EXPECTED' });
  });

  it('DEL-01: a plan that answers no call raises no alert, is never missed and is not held against any', () => {
    const planned = { off: off('NOT_COMMISSIONED', null), plans: [planOf(aCall(), { plannedEnd: at(90) })] };
    for (const now of [NINE, at(31), at(600)]) {
      expect(outcome({}, [], { ...planned, now })).toMatchObject({
        ...{ state: 'CANCELLED', dueAt: null, query: null, payableMinutes: 0, flags: ['NOT_COMMISSIONED'] },
      });
    }
    expect(outcome({}, [aLog()], planned)).toMatchObject({
      ...{ state: 'COMPLETED', query: 'MADE_BUT_NOT_EXPECTED', payableMinutes: 0, flags: ['NOT_COMMISSIONED'] },
    });
  });

  it('PAY-01: it is paid what the council accepts', () => {
    const accepted = { off: off('NOT_COMMISSIONED', null), correction: { ...correction, acceptedMinutes: 20 } };
    expect(outcome({}, [aLog()], accepted)).toMatchObject({ payableMinutes: 20, query: null });
    const found = outcome({}, [aLog()], { ...accepted, correction });
    expect([found.payableMinutes, found.query]).toEqual([0, null]);
  });
});

describe('what is claimed by hand', () => {
  const claim = (knownAt: Date) => [aLog({ ...manual, knownAt })];

  it.each([
    ['while it may still be late', at(90), 'COMPLETED', null, ['MANUAL']],
    ['when it was missed', at(90.001), 'MISSED', 'CLAIMED_AFTER_MISSED', ['CLAIMED_AFTER_MISSED']],
  ])('DEL-10, PAY-02: a log that becomes known %s', (_when, knownAt, state, query, flags) => {
    const found = outcome({}, claim(knownAt));
    expect(found).toMatchObject({ state, query, flags, payableMinutes: state === 'MISSED' ? 0 : 30 });
    expect(found.actualMinutes).toBe(state === 'MISSED' ? 0 : 30);
  });

  it('DEL-10: what a device logged counts whenever it becomes known', () => {
    expect(outcome({}, [aLog({ knownAt: at(6000) })])).toMatchObject({ state: 'COMPLETED', payableMinutes: 30 });
  });

  it('DEL-10: beside what a device logged it is asked nothing, and adds nothing', () => {
    const logs = [aLog(), aLog({ externalId: 'L2', worker: 'W2', ...manual })];
    expect(outcome({ workersNeeded: 2 }, logs)).toMatchObject({
      ...{ state: 'COMPLETED', query: null, workersCame: 1, actualMinutes: 30 },
    });
  });

  it('DEL-10, PAY-02: the council’s answer settles it, either way', () => {
    const found = (over: Partial<Correction>) =>
      outcome({}, claim(at(600)), { correction: { ...correction, ...over } });
    expect(found({ actualMinutes: 30 })).toMatchObject({ state: 'COMPLETED', query: null, payableMinutes: 30 });
    expect(found({ state: 'MISSED' })).toMatchObject({ state: 'MISSED', query: null, payableMinutes: 0 });
  });
});

describe('the minutes of a visit', () => {
  it.each([
    ['longer than commissioned', 60, 45, 30],
    ['as long as commissioned', 30, 30, 30],
    ['a little short', 25, 25, 30],
    ['half', 20, 20, 15],
  ])('PAY-02, DEL-01: planned and worked %s: %d, %d', (_what, planned, worked, payable) => {
    const found = outcome({}, [aLog({ departedAt: at(worked) })], { plan: { plannedEnd: at(planned) } });
    expect(found).toMatchObject({ commissionedMinutes: 30, actualMinutes: worked, payableMinutes: payable });
  });

  it('ASM-30, PAY-02: two planned where one is commissioned are paid as one, and one for two as one', () => {
    const two = [aLog(), aLog({ externalId: 'L2', worker: 'W2' })];
    expect(outcome({}, two, { plan: { workersNeeded: 2 } })).toMatchObject({ workersCame: 1, payableMinutes: 30 });
    expect(outcome({ workersNeeded: 2 }, two)).toMatchObject({ commissionedMinutes: 60, payableMinutes: 60 });
    expect(outcome({ workersNeeded: 2 }, [aLog()], { plan: { workersNeeded: 1 } })).toMatchObject({
      ...{ state: 'COMPLETED', commissionedMinutes: 60, payableMinutes: 30 },
      flags: ['SHORT', 'FEWER_WORKERS', 'WORKERS_DIFFER'],
    });
  });

  it('PAY-02, DEL-03: a worker who is logged twice at once worked once', () => {
    const twice = [
      aLog({ departedAt: at(30), arrivedBy: 'TELEPHONE' }),
      aLog({ externalId: 'L2', arrivedAt: at(15), departedAt: at(45), arrivedBy: 'TAG' }),
    ];
    expect(outcome({ workersNeeded: 2 }, twice)).toMatchObject({ workersCame: 1, actualMinutes: 45 });
    const apart = [aLog({ departedAt: at(10) }), aLog({ externalId: 'L2', arrivedAt: at(20), departedAt: at(30) })];
    expect(outcome({}, apart)).toMatchObject({ workersCame: 1, actualMinutes: 20, payableMinutes: 15 });
  });

  it('DEL-02: a worker who logged in twice and out once has left', () => {
    const logs = [aLog({ departedAt: null, departedBy: null }), aLog({ externalId: 'L2', arrivedAt: at(5) })];
    expect(outcome({}, logs)).toMatchObject({ state: 'COMPLETED', departedAt: at(30), actualMinutes: 25 });
    const two = [aLog({ departedAt: null, departedBy: null }), aLog({ externalId: 'L2', worker: 'W2' })];
    expect(outcome({ workersNeeded: 2 }, two)).toMatchObject({ state: 'IN_PROGRESS', departedAt: null });
  });

  it('PAY-01: what an officer accepts is paid, and no more is asked', () => {
    const accepted = { ...correction, actualMinutes: 60, acceptedMinutes: 45 };
    expect(outcome({}, [], { correction: accepted })).toMatchObject({ actualMinutes: 60, payableMinutes: 45 });
    expect(outcome({}, [], { correction: { ...accepted, acceptedMinutes: 0 } }).payableMinutes).toBe(0);
    expect(outcome({}, [], { correction: { ...accepted, acceptedMinutes: null } }).payableMinutes).toBe(30);
  });

  it('PAY-01: a missed visit is never paid, whatever was accepted', () => {
    const found = outcome({}, [aLog()], { correction: { ...correction, state: 'MISSED', acceptedMinutes: 30 } });
    expect(found.payableMinutes).toBe(0);
  });

  it.each([
    ['REFUSED', 40, 12],
    ['NO_REPLY_CLOSED', 50, 15],
    ['CANCELLED', 10, 3],
  ] as const)('AMB-15: one that is %s is paid at %d percent: %d', (state, percent, payable) => {
    const payment = { ...DEFAULT_POLICY.payment, refusedPct: 40, noReplyPct: 50, cancelledPct: 10 };
    const policy = { ...DEFAULT_POLICY, payment };
    const refused = { reason: 'NOT_TODAY', capacityConcern: false };
    const found = {
      REFUSED: outcome({}, [aLog({ refused })], { policy }),
      NO_REPLY_CLOSED: outcome({}, [], { policy, noReply: 'PROCEDURE_COMPLETE' }),
      CANCELLED: outcome({}, [], { policy, plan: { cancellation: inOrder } }),
    }[state];
    expect([found.state, found.payableMinutes]).toEqual([state, payable]);
    // Of what is not expected there is nothing to have a share of.
    expect(outcome({}, [], { policy, off: off('ENDED') }).payableMinutes).toBe(0);
    expect(percent * 30).toBe(payable * 100);
  });
});

describe('what should have been otherwise', () => {
  const flagsOf = (...given: Parameters<typeof outcome>) => outcome(...given).flags;
  const came = (minutes: number) => [aLog({ arrivedAt: at(minutes), departedAt: at(minutes + 30) })];
  const toldLate = [{ about: 'LATE', to: 'PERSON', at: at(-1).toISOString() } as const];

  it.each([
    [15, ['OUTSIDE_WINDOW']],
    [15.001, ['LATE', 'OUTSIDE_WINDOW']],
    [14.999, []],
    [-15, ['OUTSIDE_WINDOW']],
    [-15.001, ['EARLY', 'OUTSIDE_WINDOW']],
  ])('DEL-09: an arrival %d minutes off the expected start: %j', (minutes, flags) => {
    expect(flagsOf({}, came(minutes), { plan: { told: toldLate } })).toEqual(flags);
  });

  it.each([
    [10, 0, []],
    [10.5, 0, ['LATE']],
    [25, 15, ['LATE', 'OUTSIDE_WINDOW']],
    [-10, 0, []],
    [-12, -2, ['EARLY']],
  ])('DEL-09: an arrival %d minutes off, of which %d outside the agreed window: %j', (minutes, deviation, flags) => {
    const window = { windowFrom: at(-10), windowTo: at(10) };
    const found = outcome(window, came(minutes), { plan: { told: toldLate } });
    expect(found).toMatchObject({ deviationMinutes: deviation, flags });
  });

  it('AMB-22: the three thresholds of lateness are set apart from each other', () => {
    const policy = {
      ...DEFAULT_POLICY,
      visit: { ...DEFAULT_POLICY.visit, lateMinutes: 5 },
      kpi: { ...DEFAULT_POLICY.kpi, outsideWindowMinutes: 10 },
      alert: { ...DEFAULT_POLICY.alert, minutes: 20 },
    };
    expect(flagsOf({}, came(6), { policy, plan: { told: toldLate } })).toEqual(['LATE']);
    expect(flagsOf({}, came(10), { policy, plan: { told: toldLate } })).toEqual(['LATE', 'OUTSIDE_WINDOW']);
    expect(outcome({}, [], { policy, now: at(20.001) }).state).toBe('ALERTED');
  });

  it.each([
    [15, false],
    [15.001, true],
    [-15.001, true],
  ])('DEL-12: a time-critical call %d minutes off is breached: %s', (minutes, breached) => {
    expect(flagsOf({ timeCritical: true }, came(minutes)).includes('TIME_CRITICAL_BREACHED')).toBe(breached);
  });

  it('DEL-12: a time-critical call that is missed is breached', () => {
    expect(flagsOf({ timeCritical: true })).toEqual(['TIME_CRITICAL_BREACHED']);
  });

  it.each([
    [30, 30, []],
    [25, 30, []],
    [24.99, 30, ['SHORT']],
  ])('DEL-08: %d minutes of %d commissioned: %j', (minutes, _commissioned, flags) => {
    expect(flagsOf({}, [aLog({ departedAt: at(minutes) })])).toEqual(flags);
  });

  it('AMB-52: with two workers each may be so much short', () => {
    const two = (first: number, second: number) => [
      aLog({ departedAt: at(first) }),
      aLog({ externalId: 'L2', worker: 'W2', departedAt: at(second) }),
    ];
    expect(flagsOf({ workersNeeded: 2 }, two(25, 25))).toEqual([]);
    expect(flagsOf({ workersNeeded: 2 }, two(25, 24))).toEqual(['SHORT']);
    expect(flagsOf({ workersNeeded: 2 }, [aLog()])).toEqual(['SHORT', 'FEWER_WORKERS']);
  });

  it.each([
    [199, [], 1],
    [200, [], 1],
    [201, ['OUT_OF_PLACE'], 0],
  ])('DEL-02: a log-in %d m away is flagged %j and counts %d', (arrivedMetres, flags, workersLogged) => {
    expect(outcome({}, [aLog({ arrivedMetres })])).toMatchObject({ flags, workersCame: 1, workersLogged });
  });

  it('DEL-03: each worker’s log counts by itself, and one by hand does not count as logged', () => {
    const logs = [aLog(), aLog({ externalId: 'L2', worker: 'W2', departedBy: 'MANUAL' })];
    expect(outcome({ workersNeeded: 2 }, logs)).toMatchObject({ workersCame: 2, workersLogged: 1, flags: ['MANUAL'] });
  });

  it('DEL-11: a task that staff did not do, and one of which nobody says what became', () => {
    const tasks = ['MEAL', 'WASH', 'PILLS'];
    const done = (task: string) => ({ task, outcome: 'DONE', reason: null }) as const;
    const refused = { task: 'WASH', outcome: 'REFUSED_BY_PERSON', reason: null } as const;
    const left = { task: 'PILLS', outcome: 'NOT_DONE', reason: 'NONE_LEFT' } as const;
    expect(flagsOf({ tasks }, [aLog({ tasks: [done('MEAL'), refused, done('PILLS')] })])).toEqual([]);
    expect(flagsOf({ tasks }, [aLog({ tasks: [done('MEAL'), refused, left] })])).toEqual(['TASK_NOT_DONE']);
    expect(flagsOf({ tasks }, [aLog({ tasks: [done('MEAL'), refused] })])).toEqual(['TASK_UNRECORDED']);
    expect(
      flagsOf({ tasks, workersNeeded: 2 }, [
        aLog({ tasks: [done('MEAL'), refused, left] }),
        aLog({ externalId: 'L2', worker: 'W2', tasks: [done('PILLS')] }),
      ]),
    ).toEqual([]);
    // What the plan adds is to be done as well.
    expect(flagsOf({}, [aLog({ tasks: [done('MEAL')] })], { plan: { tasks: ['MEAL', 'WASH'] } })).toEqual([
      'TASK_UNRECORDED',
    ]);
  });

  it('DEL-13: made by the regular team or not, and told before another comes', () => {
    const team = { from: '2026-01-01', workers: ['W1', 'W2'] };
    expect(outcome({}, [aLog()]).byTeam).toBeNull();
    expect(outcome({}, [], { team }).byTeam).toBeNull();
    expect(outcome({}, [aLog()], { team })).toMatchObject({ byTeam: true, flags: [] });
    const other = [aLog({ worker: 'W9' })];
    expect(outcome({}, other, { team })).toMatchObject({ byTeam: false, flags: ['NOT_BY_TEAM'] });
    const told = [{ about: 'WORKER', to: 'PERSON', at: at(-1).toISOString() } as const];
    expect(outcome({}, other, { team, plan: { told } })).toMatchObject({ byTeam: false, flags: [] });
  });

  it('DEL-16: a worker who is not on the active staff, and one who was not planned', () => {
    const staff = { from: '2026-01-01', workers: ['W1'] };
    expect(flagsOf({}, [aLog()], { staff, plan: { plannedWorkers: ['W1'] } })).toEqual([]);
    expect(flagsOf({}, [aLog({ worker: 'W9' })], { staff, plan: { plannedWorkers: ['W1'] } })).toEqual([
      'UNPLANNED_WORKER',
      'UNKNOWN_WORKER',
    ]);
  });

  it('DEL-15: late, changed or called off, and the person was told before it would have started', () => {
    const late = came(20);
    expect(flagsOf({}, late)).toContain('NOT_TOLD');
    expect(flagsOf({}, late, { plan: { told: toldLate } })).not.toContain('NOT_TOLD');
    expect(flagsOf({}, late, { plan: { told: [{ ...toldLate[0]!, at: NINE.toISOString() }] } })).toContain('NOT_TOLD');
    const movedFrom = at(-60);
    expect(flagsOf({}, [aLog()], { plan: { movedFrom } })).toEqual(['NOT_TOLD']);
    expect(flagsOf({}, [aLog()], { plan: { movedFrom, told: [{ ...toldLate[0]!, about: 'CHANGED' }] } })).toEqual([]);
    expect(flagsOf({}, [], { plan: { cancellation: inOrder } })).toEqual([]);
  });

  it('DEL-18: a refused visit is neither delivered nor missed', () => {
    const refused = { reason: 'NOT_TODAY', capacityConcern: false };
    expect(outcome({}, [aLog({ refused })])).toMatchObject({ state: 'REFUSED', payableMinutes: 0 });
  });

  it.each([
    [59, []],
    [60, ['OVERLONG']],
    [90, ['OVERLONG']],
  ])('DEL-02: one who stays %d minutes at a call of 30: %j', (minutes, flags) => {
    expect(flagsOf({}, [aLog({ departedAt: at(minutes) })])).toEqual(flags);
  });

  it('DEL-02: two at a call of 30 minutes stay 30 each, and that is not long', () => {
    expect(flagsOf({ workersNeeded: 2 }, [aLog(), aLog({ externalId: 'L2', worker: 'W2' })])).toEqual([]);
  });

  it('DEL-02, DEL-10: a log of no length is no attendance, and is pointed out', () => {
    const empty = aLog({ departedAt: at(0.5) });
    expect(outcome({}, [empty])).toMatchObject({ state: 'MISSED', workersCame: 0, flags: ['NO_LENGTH'] });
    const whole = aLog({ externalId: 'L2', worker: 'W2' });
    expect(outcome({}, [empty, whole])).toMatchObject({ state: 'COMPLETED', workersCame: 1, flags: ['NO_LENGTH'] });
  });

  it('DEL-01: a plan that differs from what was commissioned is pointed out, and the council’s word counts', () => {
    const plan = { plannedStart: at(30), plannedEnd: at(90), timeCritical: false, workersNeeded: 2 };
    expect(outcome({ timeCritical: true }, [aLog()], { plan })).toMatchObject({
      ...{ state: 'COMPLETED', deviationMinutes: 0, commissionedMinutes: 30, payableMinutes: 30 },
      flags: ['LENGTH_DIFFERS', 'WORKERS_DIFFER', 'TIME_CRITICAL_DIFFERS', 'OUTSIDE_AGREED_WINDOW'],
    });
    // A later plan makes nobody punctual, and no alert later.
    expect(outcome({}, came(31), { plan: { ...plan, told: toldLate } }).flags).toContain('LATE');
    expect(outcome({}, [], { plan, now: at(30.001) }).state).toBe('ALERTED');
  });

  it.each<[Conflict, string[], VisitQuery | null]>([
    ['OVERLAP', ['WORKER_OVERLAP'], null],
    ['ELSEWHERE', ['WORKER_OVERLAP', 'WORKED_ELSEWHERE'], 'WORKED_ELSEWHERE'],
    ['TRAVEL', ['TRAVEL_TOO_SHORT'], null],
  ])('DEL-07, PAY-01: a worker who is in conflict with another call: %s', (conflict, flags, query) => {
    expect(outcome({}, [aLog()], { conflicts: new Set([conflict]) })).toMatchObject({ flags, query });
    expect(outcome({}, [], { conflicts: new Set([conflict]) }).query).toBeNull();
  });
});
