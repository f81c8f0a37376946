import { statesOf } from '../../../../kernel/values/state-table.js';
import { DEFAULT_POLICY } from '../../../../schema/policy.js';
import type { Cancellation } from '../../../../subgraphs/monitoring/rules/visits/visit-facts.js';
import { visitStates } from '../../../../subgraphs/monitoring/rules/visits/visit-states.js';
import { aLog, at, NINE, outcome } from '../a-visit.js';

const calledOff: Cancellation = {
  at: at(-60).toISOString(),
  requestedBy: 'PERSON',
  confirmedWith: 'PERSON',
  confirmedBy: 'FIELD_SUPERVISOR',
  alternative: 'FAMILY_CARES',
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
    ['two hours long', { plannedEnd: at(120) }, 30, 120],
  ])('DEL-21: the alert of one %s falls due %#', (_what, plan, alert, missed) => {
    expect(outcome(plan, [], { now: at(alert) })).toMatchObject({ state: 'PLANNED', dueAt: at(alert) });
    expect(outcome(plan, [], { now: at(alert + 0.001) })).toMatchObject({ state: 'ALERTED', dueAt: at(missed) });
  });

  it('DEL-10: missed at the later of the planned end and ninety minutes after the start', () => {
    const long = { plannedEnd: at(120) };
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
    expect(outcome({}, late, { nextPlannedStart: at(100.001) })).toMatchObject({ state: 'COMPLETED' });
    expect(outcome({}, late, { nextPlannedStart: at(100) })).toMatchObject({ state: 'MISSED', payableMinutes: 0 });
    expect(outcome({}, late)).toMatchObject({ state: 'COMPLETED', deviationMinutes: 100 });
  });

  it('DEL-38: a no-reply case decides, also where the carer logged in at the door', () => {
    expect(outcome({ noReply: 'OPEN' }, [aLog()]).state).toBe('NO_REPLY');
    expect(outcome({ noReply: 'PROCEDURE_COMPLETE' })).toMatchObject({ state: 'NO_REPLY_CLOSED', payableMinutes: 30 });
    expect(outcome({ noReply: 'FOUND' }).state).toBe('IN_PROGRESS');
    expect(outcome({ noReply: 'FOUND' }, [aLog()]).state).toBe('COMPLETED');
  });

  it.each<[string, Partial<Cancellation>, string]>([
    ['in order', {}, 'CANCELLED'],
    ['confirmed by a carer', { confirmedBy: 'CARE_WORKER' }, 'MISSED'],
    ['confirmed by nobody', { confirmedBy: null }, 'MISSED'],
    ['confirmed by a senior', { confirmedBy: 'SENIOR_CARER' }, 'CANCELLED'],
    ['confirmed with nobody', { confirmedWith: null }, 'MISSED'],
    ['without an alternative', { alternative: null }, 'MISSED'],
    ['as the visit is missed', { at: at(90).toISOString() }, 'CANCELLED'],
    ['after it was missed', { at: at(90.001).toISOString() }, 'MISSED'],
  ])('VAR-10: called off %s', (_what, over, state) => {
    const found = outcome({ cancellation: { ...calledOff, ...over } });
    expect(found.state).toBe(state);
    expect(found.flags.includes('CANCELLED_UNCONFIRMED')).toBe(state === 'MISSED');
  });

  it('VAR-02: no visit takes place, and none is paid, while care is suspended', () => {
    expect(outcome({}, [aLog()], { notCommissioned: 'SUSPENDED' })).toMatchObject({
      state: 'CANCELLED',
      payableMinutes: 0,
      flags: ['SUSPENDED'],
    });
  });

  it('DEL-10: taken back before its start it was none; taken back later it is missed all the same', () => {
    expect(outcome({ removed: true, asOf: at(-1) })).toMatchObject({ state: 'CANCELLED', flags: [] });
    expect(outcome({ removed: true, asOf: NINE })).toMatchObject({ state: 'MISSED', flags: ['REMOVED_AFTER_START'] });
  });

  it('SM-8: an officer’s correction stands over what the systems say', () => {
    const correction = { state: 'COMPLETED', actualMinutes: 25, reason: 'r', evidence: 'e', at: '', by: '' } as const;
    expect(outcome({ correction })).toMatchObject({
      state: 'COMPLETED',
      actualMinutes: 25,
      payableMinutes: 30,
      flags: ['CORRECTED'],
    });
    expect(outcome({ correction: { ...correction, state: 'MISSED', actualMinutes: null } }, [aLog()])).toMatchObject({
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
      outcome({ cancellation: calledOff }),
      outcome({ noReply: 'OPEN' }),
      outcome({ noReply: 'PROCEDURE_COMPLETE' }),
    ];
    expect(new Set(found.map(({ state }) => state))).toEqual(new Set(statesOf(visitStates)));
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
  ])('DEL-09: an arrival %d minutes off the planned start: %j', (minutes, flags) => {
    expect(flagsOf({ told: toldLate }, came(minutes))).toEqual(flags);
  });

  it.each([
    [10, 0, []],
    [10.5, 0, ['LATE']],
    [25, 15, ['LATE', 'OUTSIDE_WINDOW']],
    [-10, 0, []],
    [-12, -2, ['EARLY']],
  ])('DEL-09: an arrival %d minutes off, of which %d outside the agreed window: %j', (minutes, deviation, flags) => {
    const plan = { windowFrom: at(-10), windowTo: at(10), told: toldLate };
    expect(outcome(plan, came(minutes))).toMatchObject({ deviationMinutes: deviation, flags });
  });

  it('AMB-22: the three thresholds of lateness are set apart from each other', () => {
    const policy = {
      ...DEFAULT_POLICY,
      visit: { ...DEFAULT_POLICY.visit, lateMinutes: 5 },
      kpi: { ...DEFAULT_POLICY.kpi, outsideWindowMinutes: 10 },
      alert: { ...DEFAULT_POLICY.alert, minutes: 20 },
    };
    expect(flagsOf({ told: toldLate }, came(6), { policy })).toEqual(['LATE']);
    expect(flagsOf({ told: toldLate }, came(10), { policy })).toEqual(['LATE', 'OUTSIDE_WINDOW']);
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
  ])('DEL-08: %d minutes of %d planned: %j', (minutes, _planned, flags) => {
    expect(flagsOf({}, [aLog({ departedAt: at(minutes) })])).toEqual(flags);
  });

  it('AMB-52: with two workers each may be so much short', () => {
    const two = (first: number, second: number) => [
      aLog({ departedAt: at(first) }),
      aLog({ id: 'other', worker: 'W2', departedAt: at(second) }),
    ];
    expect(flagsOf({ workersNeeded: 2 }, two(25, 25))).toEqual([]);
    expect(flagsOf({ workersNeeded: 2 }, two(25, 24))).toEqual(['SHORT']);
    expect(flagsOf({ workersNeeded: 2 }, [aLog()])).toEqual(['SHORT']);
  });

  it.each([
    [199, [], 1],
    [200, [], 1],
    [201, ['OUT_OF_PLACE'], 0],
  ])('DEL-02: a log-in %d m away is flagged %j and counts %d', (arrivedMetres, flags, workersLogged) => {
    expect(outcome({}, [aLog({ arrivedMetres })])).toMatchObject({ flags, workersCame: 1, workersLogged });
  });

  it('DEL-03: each worker’s log counts by itself, and one by hand does not count as logged', () => {
    const logs = [aLog(), aLog({ id: 'other', worker: 'W2', departedBy: 'MANUAL' })];
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
        aLog({ id: 'other', worker: 'W2', tasks: [done('PILLS')] }),
      ]),
    ).toEqual([]);
  });

  it('DEL-13: made by the regular team or not, and told before another comes', () => {
    const team = { from: '2026-01-01', workers: ['W1', 'W2'] };
    expect(outcome({}, [aLog()]).byTeam).toBeNull();
    expect(outcome({}, [], { team }).byTeam).toBeNull();
    expect(outcome({}, [aLog()], { team })).toMatchObject({ byTeam: true, flags: [] });
    const other = [aLog({ worker: 'W9' })];
    expect(outcome({}, other, { team })).toMatchObject({ byTeam: false, flags: ['NOT_BY_TEAM'] });
    const told = [{ about: 'WORKER', to: 'PERSON', at: at(-1).toISOString() } as const];
    expect(outcome({ told }, other, { team })).toMatchObject({ byTeam: false, flags: [] });
  });

  it('DEL-16: a worker who is not on the active staff, and one who was not planned', () => {
    const staff = { from: '2026-01-01', workers: ['W1'] };
    expect(flagsOf({ plannedWorkers: ['W1'] }, [aLog()], { staff })).toEqual([]);
    expect(flagsOf({ plannedWorkers: ['W1'] }, [aLog({ worker: 'W9' })], { staff })).toEqual([
      'UNPLANNED_WORKER',
      'UNKNOWN_WORKER',
    ]);
  });

  it('DEL-15: late, changed or called off, and the person was told before it would have started', () => {
    const late = came(20);
    expect(flagsOf({}, late)).toContain('NOT_TOLD');
    expect(flagsOf({ told: toldLate }, late)).not.toContain('NOT_TOLD');
    expect(flagsOf({ told: [{ ...toldLate[0]!, at: NINE.toISOString() }] }, late)).toContain('NOT_TOLD');
    expect(flagsOf({ movedFrom: at(-60) }, [aLog()])).toEqual(['NOT_TOLD']);
    expect(flagsOf({ movedFrom: at(-60), told: [{ ...toldLate[0]!, about: 'CHANGED' }] }, [aLog()])).toEqual([]);
    expect(flagsOf({ cancellation: calledOff })).toEqual([]);
    expect(flagsOf({ cancellation: { ...calledOff, at: at(1).toISOString() } })).toEqual(['NOT_TOLD']);
  });

  it('DEL-18: a refused visit is neither delivered nor missed', () => {
    const refused = { reason: 'NOT_TODAY', capacityConcern: false };
    expect(outcome({}, [aLog({ refused })])).toMatchObject({ state: 'REFUSED', payableMinutes: 0 });
  });
});
