import { randomUUID } from 'node:crypto';
import { inTransaction } from '../../../../kernel/database/work.js';
import { localTimeOf } from '../../../../kernel/time/working-time.js';
import type { CommissionedCall } from '../../../../schema/events/cases.js';
import { AlertEntry } from '../../../../subgraphs/monitoring/entities/alerts/alert-entry.js';
import { cursorsOf } from '../../../harness/cursors.js';
import { aLog, aPlan, at, callAt, startVisits, type VisitsGround } from '../visits/visits-harness.js';

const SHOWN = `id state violations { rule code } raisedAt personContactedAt replacementDueAt replacementWorker closedAt
  minutesToReplacement entries { position kind at worker externalId corrects rule } visit { id state }`;
const ACTS: Readonly<Record<string, string>> = {
  acknowledgeAlert: 'AlertStepInput',
  recordPersonContact: 'RecordPersonContactInput',
  recordStaffContact: 'RecordStaffContactInput',
  sendReplacement: 'ReplacementInput',
  tellReplacement: 'ReplacementInput',
  informOfUnreachable: 'InformOfUnreachableInput',
  recordAlertActions: 'RecordAlertActionsInput',
};
const TASK = 'id state desk openedAt dueAt doneAt outcome alert { id state }';

interface Task {
  readonly id: string;
  readonly [field: string]: unknown;
}
interface TaskAnswer {
  readonly contactTask: Task | null;
  readonly refusals: Answer['refusals'];
}

interface Alert {
  readonly id: string;
  readonly state: string;
  readonly violations: ReadonlyArray<{ rule: string; code: string }>;
  readonly raisedAt: string;
  readonly entries: ReadonlyArray<{ position: string; kind: string; at: string; rule: string | null }>;
  readonly [field: string]: unknown;
}
interface Answer {
  readonly alert: Alert | null;
  readonly refusals: ReadonlyArray<{ rule: string; code: string; field: string | null; message: string }>;
}

describe('alerts', () => {
  let ground: VisitsGround;
  beforeEach(async () => {
    ground = await startVisits();
  });
  afterEach(() => ground.hub.stop());

  const now = () => ground.hub.time.now();
  const pass = (minutes: number, ms = 1) => ground.hub.time.freezeAt(new Date(at(minutes).getTime() + ms));

  /** A call at nine, or so many minutes after eight, that is planned as it should be; answers the ids by which it is known. */
  async function aCall(over: Partial<CommissionedCall> = {}, minutes = 60) {
    const call = callAt(minutes, over);
    const placement = await ground.placement({ calls: [call] });
    const plan = aPlan(placement, {
      ...{ plannedStart: at(minutes), plannedEnd: at(minutes + call.minutes) },
      ...{ workersNeeded: call.workers, timeCritical: call.timeCritical },
    });
    const [answer] = await ground.record({ plans: [plan] });
    expect(answer!.verdict).toBe('NEW');
    return { placement, call, plan, visitId: await ground.visitOf(plan.externalId) };
  }

  /** A call at nine that nobody has made at half past, and its alert. */
  async function aLateCall(over: Partial<CommissionedCall> = {}) {
    const call = await aCall(over);
    await pass(90);
    return { ...call, alert: (await alertOf(call.visitId))! };
  }

  /** Its provider says when the first call takes place: again, if the person comes home later. */
  async function confirmFirstCall(placementId: string, start: Date) {
    const ids = { placementId, packageId: randomUUID(), callOffId: randomUUID(), providerId: ground.maple };
    await ground.hub.hear({
      ...{ type: 'FirstCallConfirmed', council: 'bromley', subject: `placement/${placementId}` },
      data: { ...ids, firstCallAt: start.toISOString(), agreed: [] },
    });
  }

  async function ask<T>(caller: string, document: string, variables: Record<string, unknown> = {}): Promise<T> {
    const { data, errors } = await ground.hub.as(caller, document, variables);
    if (errors) throw new Error(errors.map(({ message }) => message).join('; '));
    return Object.values(data!)[0] as T;
  }

  async function alertOf(visitId: string, caller = 'broker'): Promise<Alert | null> {
    const [row] = await ground.rows<{ id: string }>('select id from monitoring.alert where visit_id = $1', [visitId]);
    return row ? ask<Alert>(caller, `query ($id: ID!) { alert(id: $id) { ${SHOWN} } }`, { id: row.id }) : null;
  }

  function act(name: string, input: Record<string, unknown>, caller = 'maple'): Promise<Answer> {
    const document = `mutation ($input: ${ACTS[name]}!) { ${name}(input: $input) {
      alert { ${SHOWN} } refusals { rule code field message } } }`;
    return ask<Answer>(caller, document, { input: { idempotencyKey: randomUUID(), ...input } });
  }

  /** Takes a step and expects the state it leads to. */
  async function step(name: string, input: Record<string, unknown>, state: string): Promise<Alert> {
    const { alert, refusals } = await act(name, { at: (await now()).toISOString(), ...input });
    expect(refusals).toEqual([]);
    expect(alert!.state).toBe(state);
    return alert!;
  }

  const told = async (...types: string[]) =>
    (await ground.hub.told(...types)).map(({ type, data }) => {
      const { state, rule } = data as { state?: string; rule?: string };
      return [type, state ?? rule].filter(Boolean).join(' ');
    });
  const ALL = ['VisitAlertRaised', 'VisitAlertMoved', 'VisitAlertEscalated', 'VisitAlertClosed', 'UserUnreachable'];
  const alertsOf = (visitId: string) =>
    ground.rows<{ id: string; kind: string; state: string; plannedStart: Date }>(
      'select id, kind, state, planned_start as "plannedStart" from monitoring.alert where visit_id = $1 order by planned_start, kind',
      [visitId],
    );
  const standingOf = async (visitId: string) => (await alertsOf(visitId)).map(({ kind, state }) => `${kind} ${state}`);
  const clocks = async (alertId: string) => {
    await ground.hub.time.settled();
    const rows = await ground.rows<{ rule: string; status: string }>(
      'select rule, status from monitoring.registered_deadline where subject = $1 order by rule',
      [`alert/${alertId}`],
    );
    return rows.map(({ rule, status }) => `${rule} ${status}`);
  };

  it('DEL-21: a call without log-in is alerted after its thirtieth minute, not in it', async () => {
    const { visitId } = await aCall();
    await pass(90, 0);
    expect(await alertOf(visitId)).toBeNull();
    await pass(90);
    expect(await alertOf(visitId)).toMatchObject({
      state: 'RAISED',
      raisedAt: at(90).toISOString(),
      visit: { state: 'ALERTED' },
      entries: [{ kind: 'RAISED' }],
    });
    expect(await told(...ALL)).toEqual(['VisitAlertRaised']);
  });

  it('DEL-21: a log-in at exactly the thirtieth minute raises none', async () => {
    const { visitId, placement } = await aCall();
    await pass(90, 0);
    await ground.record({ logs: [aLog(placement, { arrivedAt: at(90), departedAt: null })] });
    await pass(120);
    expect(await alertOf(visitId)).toBeNull();
  });

  it('DEL-21: a time-critical call is alerted after fifteen minutes', async () => {
    const { visitId } = await aCall({ timeCritical: true });
    await pass(75);
    expect(await alertOf(visitId)).toMatchObject({ raisedAt: at(75).toISOString() });
  });

  it('DEL-21: a call that is known only after it was made, or missed, alerts nobody', async () => {
    await pass(300);
    const placement = await ground.placement({ calls: [callAt(60), callAt(120)] });
    await ground.record({
      plans: [aPlan(placement), aPlan(placement, { plannedStart: at(120) })],
      logs: [aLog(placement, { arrivedAt: at(110) })],
    });
    expect(await ground.rows('select 1 from monitoring.alert')).toEqual([]);
    expect(await told(...ALL)).toEqual([]);
  });

  it('DEL-23 to DEL-26, SM-9: the person, the staff, a replacement, the person again, and somebody comes', async () => {
    const { alert, visitId, placement } = await aLateCall();
    const alertId = alert.id;
    await pass(91);
    await step('acknowledgeAlert', { alertId }, 'ACKNOWLEDGED');
    await pass(93);
    await step('recordPersonContact', { alertId, outcome: 'REASSURED' }, 'USER_CONTACTED');
    await pass(95);
    const needed = await step('recordStaffContact', { alertId, outcome: 'CANNOT', worker: 'W1' }, 'REPLACEMENT_NEEDED');
    expect(needed).toMatchObject({ replacementDueAt: at(150).toISOString(), minutesToReplacement: 54 });
    await pass(110);
    await step('sendReplacement', { alertId, worker: 'W7' }, 'REPLACEMENT_SENT');
    await step('tellReplacement', { alertId, worker: 'W7' }, 'USER_TOLD');
    await pass(118);
    await ground.record({ logs: [aLog(placement, { arrivedAt: at(118), departedAt: null, worker: 'W7' })] });
    expect(await alertOf(visitId)).toMatchObject({
      state: 'RESOLVED',
      closedAt: at(118).toISOString(),
      replacementWorker: 'W7',
      minutesToReplacement: null,
      violations: [],
    });
    expect(await told(...ALL)).toEqual([
      'VisitAlertRaised',
      'VisitAlertMoved ACKNOWLEDGED',
      'VisitAlertMoved USER_CONTACTED',
      'VisitAlertMoved REPLACEMENT_NEEDED',
      'VisitAlertMoved REPLACEMENT_SENT',
      'VisitAlertMoved USER_TOLD',
      'VisitAlertClosed RESOLVED',
    ]);
    expect(await clocks(alertId)).toEqual(['DEL-22 MET', 'DEL-23 MET', 'DEL-25 MET']);
    await pass(400);
    expect(await told('VisitAlertEscalated')).toEqual([]);
  });

  it('DEL-22, DEL-23: nobody acts: each clock escalates once, after its own minute, and is in the register', async () => {
    const { alert, visitId } = await aLateCall();
    await pass(95, 0);
    expect(await told('VisitAlertEscalated')).toEqual([]);
    await pass(95);
    expect(await told('VisitAlertEscalated')).toEqual(['VisitAlertEscalated DEL-23']);
    await pass(100, 0);
    expect(await told('VisitAlertEscalated')).toHaveLength(1);
    await pass(100);
    expect(await told('VisitAlertEscalated')).toEqual(['VisitAlertEscalated DEL-23', 'VisitAlertEscalated DEL-22']);
    expect(await clocks(alert.id)).toEqual(['DEL-22 MISSED', 'DEL-23 MISSED']);
    expect(await alertOf(visitId)).toMatchObject({
      state: 'RAISED',
      violations: [{ code: 'ACKNOWLEDGED_LATE' }, { code: 'PERSON_CONTACTED_LATE' }],
    });
    const [escalated] = await ground.hub.told('VisitAlertEscalated');
    expect(escalated!.audience).toEqual({
      providers: [ground.maple],
      roles: ['broker', 'practitioner', 'duty', 'contract-officer'],
    });
  });

  it('DEL-25: no replacement within the hour escalates, and one sent later stands as late', async () => {
    const { alert, visitId } = await aLateCall();
    const alertId = alert.id;
    await step('recordPersonContact', { alertId, outcome: 'REASSURED' }, 'USER_CONTACTED');
    await step('recordStaffContact', { alertId, outcome: 'CANNOT', worker: 'W1' }, 'REPLACEMENT_NEEDED');
    await pass(150, 0);
    expect(await told('VisitAlertEscalated')).toEqual([]);
    await pass(150);
    expect(await told('VisitAlertEscalated')).toEqual(['VisitAlertEscalated DEL-25']);
    // The call is missed at the same instant: both are told, whichever clock comes first.
    expect(await told('VisitAlertClosed')).toEqual(['VisitAlertClosed CLOSED_MISSED']);
    expect(await alertOf(visitId)).toMatchObject({
      state: 'CLOSED_MISSED',
      visit: { state: 'MISSED' },
      violations: [{ code: 'REPLACEMENT_LATE', rule: 'DEL-25' }],
    });
    expect(await clocks(alertId)).toEqual(['DEL-22 MET', 'DEL-23 MET', 'DEL-25 MISSED']);
  });

  it('DEL-26: a replacement that comes before the person was told of it is a violation', async () => {
    const { alert, visitId, placement } = await aLateCall();
    const alertId = alert.id;
    await step('recordPersonContact', { alertId, outcome: 'REASSURED' }, 'USER_CONTACTED');
    await step('recordStaffContact', { alertId, outcome: 'CANNOT', worker: 'W1' }, 'REPLACEMENT_NEEDED');
    await step('sendReplacement', { alertId, worker: 'W7' }, 'REPLACEMENT_SENT');
    await pass(115);
    await ground.record({ logs: [aLog(placement, { arrivedAt: at(115), departedAt: null, worker: 'W7' })] });
    expect(await alertOf(visitId)).toMatchObject({
      state: 'RESOLVED',
      violations: [{ code: 'REPLACEMENT_NOT_TOLD', rule: 'DEL-26' }],
    });
  });

  it('DEL-27, NTF-20: a person out of reach is told of at once, and council and next of kin are both informed in time', async () => {
    const { alert } = await aLateCall();
    const alertId = alert.id;
    await step('recordPersonContact', { alertId, outcome: 'UNREACHABLE' }, 'USER_UNREACHABLE');
    const [unreachable] = await ground.hub.told('UserUnreachable');
    expect(unreachable).toMatchObject({
      audience: { providers: [ground.maple], roles: ['broker', 'practitioner', 'duty'] },
      data: { alertId, desk: 'DUTY', dueAt: new Date(at(105).getTime() + 1).toISOString() },
    });
    await pass(100);
    await step('informOfUnreachable', { alertId, who: 'COUNCIL' }, 'USER_UNREACHABLE');
    expect(await clocks(alertId)).toContain('DEL-27 RUNNING');
    await pass(105, 1);
    await step('informOfUnreachable', { alertId, who: 'NEXT_OF_KIN' }, 'USER_UNREACHABLE');
    expect(await clocks(alertId)).toContain('DEL-27 MET');
  });

  /** The council's task on an alert, as a caller is shown it. */
  const taskOf = async (alertId: string, caller = 'duty') =>
    (
      await ask<{ contactTask: Task | null }>(
        caller,
        `query ($id: ID!) { alert(id: $id) { contactTask { ${TASK} } } }`,
        { id: alertId },
      )
    ).contactTask;
  const openTasks = async (caller = 'duty', args = '') =>
    (
      await ask<{ edges: Array<{ node: Task }> }>(caller, `{ contactTasks${args} { edges { node { ${TASK} } } } }`)
    ).edges.map(({ node }) => node.id);
  const complete = (input: Record<string, unknown>, caller = 'duty') =>
    ask<TaskAnswer>(
      caller,
      `mutation ($input: CompleteContactTaskInput!) { completeContactTask(input: $input) {
        contactTask { ${TASK} } refusals { rule code field message } } }`,
      { input: { idempotencyKey: randomUUID(), outcome: 'REACHED', ...input } },
    );

  async function anUnreachable() {
    const call = await aLateCall();
    await step('recordPersonContact', { alertId: call.alert.id, outcome: 'UNREACHABLE' }, 'USER_UNREACHABLE');
    return { ...call, alertId: call.alert.id, task: (await taskOf(call.alert.id))! };
  }
  const clocksOfTask = async (id: string) => {
    await ground.hub.time.settled();
    return ground.rows('select rule, status from monitoring.registered_deadline where subject = $1', [
      `contact-task/${id}`,
    ]);
  };

  it('NTF-20, DEL-27: a person out of reach is a task of the desk of the hour, done in time by the end of its fifteenth minute', async () => {
    const { alertId, task, visitId } = await anUnreachable();
    expect(task).toMatchObject({
      state: 'OPEN',
      desk: 'DUTY',
      doneAt: null,
      outcome: null,
      alert: { id: alertId, state: 'USER_UNREACHABLE' },
    });
    expect(await openTasks()).toEqual([task.id]);
    expect([await openTasks('duty', '(desk: EDT)'), await openTasks('duty', '(desk: DUTY)')]).toEqual([[], [task.id]]);
    await pass(105, 1);
    const done = await complete({ taskId: task.id, outcome: 'NOT_REACHED', at: task.dueAt });
    expect(done).toMatchObject({
      refusals: [],
      contactTask: { state: 'DONE', outcome: 'NOT_REACHED', doneAt: task.dueAt },
    });
    expect(await openTasks()).toEqual([]);
    expect(await openTasks('duty', '(open: false)')).toEqual([task.id]);
    expect(await clocksOfTask(task.id)).toEqual([{ rule: 'NTF-20', status: 'MET' }]);
    // It is part of the one log of the alert (IDG-18).
    expect((await alertOf(visitId))!.entries.map(({ kind }) => kind)).toEqual([
      'RAISED',
      'PERSON_UNREACHABLE',
      'CONTACT_TASK_DONE',
    ]);
    expect(await ground.hub.told('ContactTaskDone')).toMatchObject([
      {
        data: { alertId, taskId: task.id, outcome: 'NOT_REACHED' },
        audience: { providers: [ground.maple], roles: ['broker', 'practitioner', 'duty'] },
      },
    ]);
    expect(await told('VisitAlertEscalated')).not.toContain('VisitAlertEscalated NTF-20');
  });

  it('NTF-20: a task that is not done in time escalates, and is done late all the same', async () => {
    const { task } = await anUnreachable();
    await pass(105, 1);
    expect(await told('VisitAlertEscalated')).not.toContain('VisitAlertEscalated NTF-20');
    await pass(105, 2);
    expect(await told('VisitAlertEscalated')).toContain('VisitAlertEscalated NTF-20');
    expect(await clocksOfTask(task.id)).toEqual([{ rule: 'NTF-20', status: 'MISSED' }]);
    const late = await complete({ taskId: task.id, at: at(105).toISOString() });
    expect(late).toMatchObject({ refusals: [], contactTask: { state: 'DONE' } });
  });

  it('NTF-20: a task is not needed once the person is reached or somebody came; a missed call leaves it open', async () => {
    const reached = await anUnreachable();
    await step('recordPersonContact', { alertId: reached.alertId, outcome: 'REASSURED' }, 'USER_CONTACTED');
    expect(await taskOf(reached.alertId)).toMatchObject({ state: 'NOT_NEEDED' });
    expect(await clocksOfTask(reached.task.id)).toEqual([{ rule: 'NTF-20', status: 'CANCELLED' }]);
    const { refusals } = await complete({ taskId: reached.task.id, at: at(90).toISOString() });
    expect(refusals).toMatchObject([{ rule: 'DEL-27', code: 'CONTACT_TASK_OVER', field: 'input.taskId' }]);
    // It was said of somebody else: the person is still out of reach.
    const corrects = (await alertOf(reached.visitId))!.entries.find(
      ({ kind }) => kind === 'PERSON_REASSURED',
    )!.position;
    const actions = [{ externalId: 'x', step: 'WITHDRAWN', at: at(90).toISOString(), corrects }];
    await act('recordAlertActions', { visitId: reached.visitId, source: 'desk', actions });
    expect(await taskOf(reached.alertId)).toMatchObject({ id: reached.task.id, state: 'OPEN' });
    expect(await ground.hub.told('UserUnreachable')).toHaveLength(2);
    await pass(150);
    expect(await alertOf(reached.visitId)).toMatchObject({ state: 'CLOSED_MISSED' });
    expect(await taskOf(reached.alertId)).toMatchObject({ state: 'OPEN' });
    await ground.record({ logs: [aLog(reached.placement, { arrivedAt: at(149), departedAt: null })] });
    expect(await taskOf(reached.alertId)).toMatchObject({ state: 'NOT_NEEDED' });
  });

  it('NTF-20, IDG-26, IDG-27: a desk or the care manager of this council completes a task, once, and nobody else sees it', async () => {
    const { alertId, task, placement } = await anUnreachable();
    const input = { taskId: task.id, at: at(90).toISOString() };
    for (const caller of ['maple', 'maple ecm', 'broker', 'officer']) {
      await expect(complete(input, caller)).rejects.toThrow(/This is for the roles/);
    }
    expect((await complete(input, 'stranger duty')).refusals).toMatchObject([
      { code: 'NOT_FOUND', field: 'input.taskId' },
    ]);
    expect((await complete({ ...input, taskId: 'x' })).refusals).toMatchObject([{ code: 'NOT_FOUND' }]);
    expect((await complete({ ...input, at: at(84.9).toISOString() })).refusals).toMatchObject([
      { rule: 'DEL-27', code: 'INSTANT_TOO_EARLY', field: 'input.at' },
    ]);
    expect((await complete({ ...input, at: at(96).toISOString() })).refusals).toMatchObject([
      { rule: 'DEL-27', code: 'INSTANT_IN_FUTURE', field: 'input.at' },
    ]);
    expect(await openTasks('stranger duty')).toEqual([]);
    await expect(openTasks('maple')).rejects.toThrow();
    await expect(taskOf(alertId, 'maple')).rejects.toThrow();
    for (const caller of ['duty', 'contact desk', 'emergency duty', 'practitioner', 'broker', 'officer']) {
      expect(await openTasks(caller)).toEqual([task.id]);
    }
    // A desk finds the person in the council's own case system, by the reference of the placement.
    const reference = 'query ($id: ID!) { alert(id: $id) { placementReference } }';
    expect(await ask('emergency duty', reference, { id: alertId })).toEqual({
      placementReference: `PL-${placement.slice(0, 7).toUpperCase()}`,
    });
    const key = 'contact-desk-1';
    const first = await complete({ ...input, idempotencyKey: key }, 'practitioner');
    expect(first).toMatchObject({ refusals: [], contactTask: { outcome: 'REACHED' } });
    expect(await complete({ ...input, idempotencyKey: key }, 'practitioner')).toEqual(first);
    expect(await ground.hub.told('ContactTaskDone')).toHaveLength(1);
    expect((await complete(input, 'emergency duty')).refusals).toMatchObject([{ code: 'CONTACT_TASK_OVER' }]);
  });

  it('DEL-27: whoever was not informed in time is escalated', async () => {
    const { alert } = await aLateCall();
    const alertId = alert.id;
    await step('recordPersonContact', { alertId, outcome: 'UNREACHABLE' }, 'USER_UNREACHABLE');
    await step('informOfUnreachable', { alertId, who: 'COUNCIL' }, 'USER_UNREACHABLE');
    await pass(105, 2);
    expect(await told('VisitAlertEscalated')).toContain('VisitAlertEscalated DEL-27');
  });

  it('DEL-24: the desk is told to contact the person first; what happened otherwise is kept, and seen', async () => {
    const { alert, visitId } = await aLateCall();
    const alertId = alert.id;
    const early = { alertId, outcome: 'ON_THE_WAY', worker: 'W1', at: at(90).toISOString() };
    const { refusals } = await act('recordStaffContact', early);
    expect(refusals).toMatchObject([{ rule: 'DEL-24', code: 'PERSON_FIRST', field: 'input.alertId' }]);
    expect((await alertOf(visitId))!.entries).toHaveLength(1);
    const actions = [{ externalId: 'a1', step: 'STAFF_ON_THE_WAY', at: at(90).toISOString(), worker: 'W1' }];
    const { alert: after } = await act('recordAlertActions', { visitId, source: 'desk', actions });
    expect(after).toMatchObject({
      state: 'RAISED',
      violations: [{ code: 'STAFF_BEFORE_PERSON', rule: 'DEL-24' }],
    });
  });

  it('DEL-26: the desk tells the person who was sent, and no other name', async () => {
    const { alert } = await aLateCall();
    const alertId = alert.id;
    await step('recordPersonContact', { alertId, outcome: 'REASSURED' }, 'USER_CONTACTED');
    await step('recordStaffContact', { alertId, outcome: 'CANNOT', worker: 'W1' }, 'REPLACEMENT_NEEDED');
    await step('sendReplacement', { alertId, worker: 'W7' }, 'REPLACEMENT_SENT');
    const other = await act('tellReplacement', { alertId, worker: 'W8', at: (await now()).toISOString() });
    expect(other.refusals).toMatchObject([{ rule: 'DEL-26', code: 'ANOTHER_REPLACEMENT', field: 'input.worker' }]);
    await step('tellReplacement', { alertId, worker: 'W7' }, 'USER_TOLD');
  });

  it('DEL-23: that the person was asked whether the call is still needed is kept as a violation', async () => {
    const { alert } = await aLateCall();
    const asked = { alertId: alert.id, outcome: 'REASSURED', askedIfNeeded: true };
    const after = await step('recordPersonContact', asked, 'USER_CONTACTED');
    expect(after.violations).toEqual([{ code: 'ASKED_IF_STILL_NEEDED', rule: 'DEL-23' }]);
  });

  it('DEL-05, IDG-18: a call-monitoring system’s history is one log, whatever its order, and however often it is sent', async () => {
    const { visitId, alert } = await aLateCall();
    await pass(130);
    const action = (externalId: string, kind: string, minutes: number, over: Record<string, unknown> = {}) => ({
      externalId,
      step: kind,
      at: at(minutes).toISOString(),
      ...over,
    });
    const actions = [
      action('5', 'REPLACEMENT_TOLD', 112, { worker: 'W7' }),
      action('4', 'REPLACEMENT_SENT', 110, { worker: 'W7' }),
      action('2', 'PERSON_REASSURED', 93),
      action('1', 'ACKNOWLEDGED', 91),
      action('3', 'STAFF_CANNOT', 95, { worker: 'W1' }),
    ];
    const send = (list: unknown[]) => act('recordAlertActions', { visitId, source: 'ecm', actions: list }, 'maple ecm');
    await send(actions.slice(0, 3));
    const { alert: after, refusals } = await send(actions);
    expect(refusals).toEqual([]);
    expect(after).toMatchObject({ id: alert.id, state: 'USER_TOLD', violations: [] });
    const reported = after!.entries.filter(({ externalId }: Record<string, unknown>) => externalId !== null);
    expect(reported.map(({ externalId }: Record<string, unknown>) => externalId)).toEqual(['5', '4', '2', '1', '3']);
    const again = await send(actions);
    expect(again.alert!.entries).toHaveLength(after!.entries.length);
  });

  it('DEL-25, WIN-21: a limit that had passed when it became known escalates at once, and is missed in the register', async () => {
    const { visitId, alert } = await aLateCall({ minutes: 180 });
    await pass(160);
    const actions = [
      { externalId: '1', step: 'PERSON_REASSURED', at: at(94).toISOString() },
      { externalId: '2', step: 'STAFF_CANNOT', at: at(96).toISOString(), worker: 'W1' },
      { externalId: '3', step: 'REPLACEMENT_SENT', at: at(151).toISOString(), worker: 'W7' },
    ];
    await act('recordAlertActions', { visitId, source: 'ecm', actions });
    expect(await told('VisitAlertEscalated')).toContain('VisitAlertEscalated DEL-25');
    expect(await clocks(alert.id)).toEqual(['DEL-22 MISSED', 'DEL-23 MISSED', 'DEL-25 MISSED']);
    // Of what the hub could not know in time it says so no longer where it was done in time.
    expect((await alertOf(visitId))!.violations).toEqual([{ code: 'REPLACEMENT_LATE', rule: 'DEL-25' }]);
  });

  it('DEL-21, VAR-14: a call that its council moves after it was to begin stays late, until somebody comes', async () => {
    const { visitId, call, placement } = await aLateCall();
    await ground.commission(placement, [{ ...call, requestedStart: '11:00' }]);
    expect(await alertOf(visitId)).toMatchObject({ state: 'RAISED', visit: { state: 'ALERTED' } });
    await pass(100);
    await ground.record({ logs: [aLog(placement, { arrivedAt: at(98), departedAt: null })] });
    expect(await alertOf(visitId)).toMatchObject({ state: 'RESOLVED' });
  });

  it('DEL-21: a call that is late again at another start has an alert of its own; whoever comes closes both', async () => {
    const { visitId, placement } = await aLateCall();
    await confirmFirstCall(placement, at(120));
    await pass(150, 0);
    expect(await standingOf(visitId)).toEqual(['LATE RAISED']);
    await pass(150);
    expect(await standingOf(visitId)).toEqual(['LATE RAISED', 'LATE RAISED']);
    expect((await alertsOf(visitId)).map(({ plannedStart }) => plannedStart)).toEqual([at(60), at(120)]);
    expect((await ground.hub.told('VisitAlertRaised')).map(({ data }) => data)).toMatchObject([
      { kind: 'LATE', plannedStart: at(60).toISOString() },
      { kind: 'LATE', plannedStart: at(120).toISOString() },
    ]);
    const log = aLog(placement, { arrivedAt: at(151), departedAt: null });
    await pass(152);
    await ground.record({ logs: [log] });
    expect(await standingOf(visitId)).toEqual(['LATE RESOLVED', 'LATE RESOLVED']);
    // Taken back, the call still waits at the start that it has now.
    await ground.record({ logs: [{ ...log, asOf: at(152), removed: true }] });
    expect(await standingOf(visitId)).toEqual(['LATE RESOLVED', 'LATE RAISED']);
    // A history is about the last of them.
    const actions = [{ externalId: '1', step: 'PERSON_REASSURED', at: at(152).toISOString() }];
    const { alert } = await act('recordAlertActions', { visitId, source: 'ecm', actions });
    expect(alert).toMatchObject({ id: (await alertsOf(visitId))[1]!.id, state: 'USER_CONTACTED' });
  });

  /** A call for two at nine, to which one came at nine. */
  async function aCallForTwo() {
    const call = await aCall({ workers: 2 });
    const first = aLog(call.placement, { arrivedAt: at(60), departedAt: null, worker: 'W1' });
    await pass(61);
    await ground.record({ logs: [first] });
    return { ...call, first };
  }

  it('DEL-21: one of two workers who has not come by the thirtieth minute has an alert of their own', async () => {
    const { visitId, placement } = await aCallForTwo();
    await pass(90, 0);
    expect(await alertsOf(visitId)).toEqual([]);
    await pass(90);
    expect(await standingOf(visitId)).toEqual(['SECOND_WORKER RAISED']);
    expect((await ground.hub.told('VisitAlertRaised')).map(({ data }) => data)).toMatchObject([
      { kind: 'SECOND_WORKER' },
    ]);
    const [found] = await ground.rows<{ id: string }>('select id from monitoring.alert');
    const alertId = found!.id;
    expect(await clocks(alertId)).toEqual(['DEL-22 RUNNING', 'DEL-23 RUNNING']);
    await step('acknowledgeAlert', { alertId }, 'ACKNOWLEDGED');
    await step('recordPersonContact', { alertId, outcome: 'REASSURED' }, 'USER_CONTACTED');
    const second = aLog(placement, { arrivedAt: at(95), departedAt: null, worker: 'W2' });
    await pass(96);
    await ground.record({ logs: [second] });
    const resolved = await ground.rows('select state, closed_at as "closedAt" from monitoring.alert');
    expect(resolved).toEqual([{ state: 'RESOLVED', closedAt: at(95) }]);
    // Taken back while the call can still be made, the worker is missing again.
    await ground.record({ logs: [{ ...second, asOf: at(96), removed: true }] });
    expect(await standingOf(visitId)).toEqual(['SECOND_WORKER USER_CONTACTED']);
  });

  it('DEL-21: a second worker at exactly the thirtieth minute raises none, and the same worker twice is no second one', async () => {
    const { visitId, placement } = await aCallForTwo();
    await pass(90, 0);
    await ground.record({ logs: [aLog(placement, { arrivedAt: at(90), departedAt: null, worker: 'W2' })] });
    await pass(92);
    expect(await alertsOf(visitId)).toEqual([]);
    const alone = await aCall({ workers: 2 }, 92);
    for (const arrivedAt of [at(92), at(93)]) {
      await pass(95);
      await ground.record({ logs: [aLog(alone.placement, { arrivedAt, departedAt: null, worker: 'W3' })] });
    }
    await pass(122);
    expect(await standingOf(alone.visitId)).toEqual(['SECOND_WORKER RAISED']);
  });

  it('DEL-21, DEL-24: a call that ends without its second worker has missed them, and one who comes to light resolves it', async () => {
    const { visitId, placement, first } = await aCallForTwo();
    await pass(90);
    await pass(95);
    await ground.record({
      logs: [{ ...first, asOf: at(94), departedAt: at(94), departedBy: 'GPS', departedMetres: 10 }],
    });
    expect(await standingOf(visitId)).toEqual(['SECOND_WORKER CLOSED_MISSED']);
    const [{ violations }] = (await ground.rows('select violations from monitoring.alert')) as [
      { violations: unknown[] },
    ];
    expect(violations).toContainEqual({ code: 'STAFF_NOT_CONTACTED', rule: 'DEL-24' });
    const closings = (await told('VisitAlertClosed')).length;
    await ground.record({ logs: [aLog(placement, { arrivedAt: at(80), departedAt: at(93), worker: 'W2' })] });
    expect(await standingOf(visitId)).toEqual(['SECOND_WORKER RESOLVED']);
    expect(await told('VisitAlertClosed')).toHaveLength(closings + 1);
  });

  it('DEL-21: a call for two to which nobody came is late, and when one comes the other is missing', async () => {
    const { visitId, placement } = await aLateCall({ workers: 2 });
    await pass(95);
    await ground.record({ logs: [aLog(placement, { arrivedAt: at(94), departedAt: null })] });
    expect(await standingOf(visitId)).toEqual(['LATE RESOLVED', 'SECOND_WORKER RAISED']);
  });

  it('DEL-21, DEL-05: of a call for two that is history nobody is alerted; what was done about a missing worker is reported of its alert', async () => {
    await pass(300);
    const placement = await ground.placement({ calls: [callAt(60, { workers: 2 })] });
    const plan = aPlan(placement, { workersNeeded: 2 });
    await ground.record({ plans: [plan], logs: [aLog(placement, { worker: 'W1' })] });
    expect(await ground.rows('select 1 from monitoring.alert')).toEqual([]);
    const visitId = await ground.visitOf(plan.externalId);
    const actions = [{ externalId: '1', step: 'STAFF_CANNOT', at: at(70).toISOString(), worker: 'W2' }];
    const history = { visitId, source: 'ecm', kind: 'SECOND_WORKER', actions };
    expect((await act('recordAlertActions', history)).refusals).toMatchObject([
      { rule: 'DEL-21', code: 'NOBODY_MISSING', field: 'input.kind' },
    ]);
  });

  it('DEL-28: an action is not changed; it is corrected by another, and both stay in the log', async () => {
    const { visitId } = await aLateCall();
    await pass(110);
    const late = { externalId: '1', step: 'PERSON_REASSURED', at: at(103).toISOString() };
    const first = await act('recordAlertActions', { visitId, source: 'ecm', actions: [late] });
    expect(first.alert!.violations).toContainEqual({ code: 'PERSON_CONTACTED_LATE', rule: 'DEL-23' });
    const changed = { ...late, at: at(93).toISOString() };
    const { refusals } = await act('recordAlertActions', { visitId, source: 'ecm', actions: [changed] });
    expect(refusals).toMatchObject([{ rule: 'DEL-28', code: 'ACTION_CHANGED' }]);
    const corrects = first.alert!.entries.find(({ kind }) => kind === 'PERSON_REASSURED')!.position;
    const corrected = await act('recordAlertActions', {
      visitId,
      source: 'ecm',
      actions: [{ ...changed, externalId: '2', corrects }],
    });
    expect(corrected.refusals).toEqual([]);
    expect(corrected.alert).toMatchObject({ personContactedAt: at(93).toISOString(), violations: [] });
    expect(corrected.alert!.entries.filter(({ kind }) => kind === 'PERSON_REASSURED')).toHaveLength(2);
  });

  it('DEL-28: no credential of the subgraph alters or removes a line of the log', async () => {
    const { alert } = await aLateCall();
    for (const council of ['bromley', '*']) {
      const change = inTransaction(ground.hub.subgraph.work(), council, (t) =>
        t.em.nativeUpdate(AlertEntry, { alertId: alert.id }, { kind: 'ACKNOWLEDGED' }),
      );
      await expect(change).rejects.toThrow(/permission denied/);
      const removal = inTransaction(ground.hub.subgraph.work(), council, (t) =>
        t.em.nativeDelete(AlertEntry, { alertId: alert.id }),
      );
      await expect(removal).rejects.toThrow(/permission denied/);
    }
  });

  it('DEL-05: the history of a late call that was reported afterwards makes its alert; one that was not late has none', async () => {
    await pass(300);
    const placement = await ground.placement({ calls: [callAt(60), callAt(180)] });
    const plans = [aPlan(placement), aPlan(placement, { plannedStart: at(180) })];
    await ground.record({
      plans,
      logs: [
        aLog(placement, { arrivedAt: at(110), visitExternalId: plans[0]!.externalId }),
        aLog(placement, { arrivedAt: at(181), visitExternalId: plans[1]!.externalId }),
      ],
    });
    const actions = [{ externalId: '1', step: 'PERSON_REASSURED', at: at(94).toISOString() }];
    const late = await act('recordAlertActions', {
      visitId: await ground.visitOf(plans[0]!.externalId),
      source: 'ecm',
      actions,
    });
    expect(late.alert).toMatchObject({
      state: 'RESOLVED',
      raisedAt: at(90).toISOString(),
      closedAt: at(110).toISOString(),
    });
    // It is history: nobody is told, and no clock runs.
    expect(await told(...ALL)).toEqual([]);
    expect(await clocks(late.alert!.id)).toEqual([]);
    const inTime = await act('recordAlertActions', {
      visitId: await ground.visitOf(plans[1]!.externalId),
      source: 'ecm',
      actions,
    });
    expect(inTime.refusals).toMatchObject([{ rule: 'DEL-21', code: 'NEVER_LATE' }]);
  });

  it('DEL-10, SM-9: a call missed closes its alert, and the log-in that comes to light resolves it', async () => {
    const { visitId, placement } = await aLateCall();
    await pass(150);
    expect(await alertOf(visitId)).toMatchObject({ state: 'CLOSED_MISSED', visit: { state: 'MISSED' } });
    expect((await alertOf(visitId))!.violations).toContainEqual({ code: 'STAFF_NOT_CONTACTED', rule: 'DEL-24' });
    const log = aLog(placement, { arrivedAt: at(140) });
    await pass(200);
    await ground.record({ logs: [log] });
    expect(await alertOf(visitId)).toMatchObject({ state: 'RESOLVED', closedAt: at(140).toISOString() });
    await ground.record({ logs: [{ ...log, asOf: at(199), removed: true }] });
    expect(await alertOf(visitId)).toMatchObject({ state: 'CLOSED_MISSED' });
    expect(await told('VisitAlertClosed')).toEqual([
      'VisitAlertClosed CLOSED_MISSED',
      'VisitAlertClosed RESOLVED',
      'VisitAlertClosed CLOSED_MISSED',
    ]);
  });

  it('SM-9: a log-in that is taken back while the call can still be made opens the alert again', async () => {
    const { visitId, placement } = await aLateCall();
    const log = aLog(placement, { arrivedAt: at(90), departedAt: null });
    await ground.record({ logs: [log] });
    expect(await alertOf(visitId)).toMatchObject({ state: 'RESOLVED' });
    await pass(92);
    await ground.record({ logs: [{ ...log, asOf: at(92), removed: true }] });
    const open = await alertOf(visitId);
    expect(open).toMatchObject({ state: 'RAISED', closedAt: null });
    expect(await clocks(open!.id)).toEqual(['DEL-22 RUNNING', 'DEL-23 RUNNING']);
    await pass(95);
    expect(await told('VisitAlertEscalated')).toEqual(['VisitAlertEscalated DEL-23']);
  });

  it('DEL-28: on a closed alert the desk does nothing more', async () => {
    const { alert, placement } = await aLateCall();
    await ground.record({ logs: [aLog(placement, { arrivedAt: at(90), departedAt: null })] });
    const { refusals } = await act('acknowledgeAlert', { alertId: alert.id, at: at(90).toISOString() });
    expect(refusals).toMatchObject([{ rule: 'DEL-28', code: 'ALERT_CLOSED' }]);
  });

  it('IDG-27: the same key takes effect once; another input under it is refused', async () => {
    const { alert } = await aLateCall();
    const input = { alertId: alert.id, at: at(90).toISOString(), idempotencyKey: 'desk-key-1' };
    const first = await act('acknowledgeAlert', input);
    const second = await act('acknowledgeAlert', input);
    expect(second).toEqual(first);
    const other = await act('acknowledgeAlert', { ...input, at: at(89).toISOString() });
    expect(other.refusals).toMatchObject([{ rule: 'IDG-27', code: 'IDEMPOTENCY_KEY_REUSED' }]);
  });

  it('DEL-28: a step in the future is refused', async () => {
    const { alert } = await aLateCall();
    const { refusals } = await act('acknowledgeAlert', { alertId: alert.id, at: at(96).toISOString() });
    expect(refusals).toMatchObject([{ rule: 'DEL-28', code: 'INSTANT_IN_FUTURE', field: 'input.at' }]);
  });

  it('DEL-22, DEL-28: an alert is acknowledged after it was raised, by a clock that may be five minutes behind', async () => {
    const { alert, visitId } = await aLateCall();
    const acknowledge = (minutes: number) =>
      act('acknowledgeAlert', { alertId: alert.id, at: at(minutes).toISOString() });
    for (const early of [90 - 23 * 60, 84.99]) {
      expect((await acknowledge(early)).refusals).toMatchObject([
        { rule: 'DEL-28', code: 'INSTANT_TOO_EARLY', field: 'input.at' },
      ]);
    }
    const actions = [{ externalId: 'a', step: 'ACKNOWLEDGED', at: at(84).toISOString() }];
    expect((await act('recordAlertActions', { visitId, source: 'ecm', actions })).refusals).toMatchObject([
      { code: 'INSTANT_TOO_EARLY', field: 'input.actions.0.at' },
    ]);
    expect((await acknowledge(85)).refusals).toEqual([]);
  });

  it('DEL-24, DEL-25, DEL-28: each step lies between what it follows and now', async () => {
    const { alert } = await aLateCall();
    await pass(92);
    const { id: alertId } = alert;
    await step('recordPersonContact', { alertId, outcome: 'REASSURED' }, 'USER_CONTACTED');
    const early = async (name: string, input: Record<string, unknown>) =>
      expect((await act(name, { alertId, at: at(91.9).toISOString(), ...input })).refusals).toMatchObject([
        { code: 'INSTANT_TOO_EARLY', field: 'input.at' },
      ]);
    await early('recordStaffContact', { outcome: 'CANNOT', worker: 'W1' });
    await step('recordStaffContact', { alertId, outcome: 'CANNOT', worker: 'W1' }, 'REPLACEMENT_NEEDED');
    await early('sendReplacement', { worker: 'W2' });
    await step('sendReplacement', { alertId, worker: 'W2' }, 'REPLACEMENT_SENT');
    await early('tellReplacement', { worker: 'W2' });
    await step('tellReplacement', { alertId, worker: 'W2' }, 'USER_TOLD');
  });

  it('DEL-22, DEL-28: a clock whose step is taken back runs again, and is missed if nothing follows', async () => {
    const { alert, visitId } = await aLateCall();
    await step('recordPersonContact', { alertId: alert.id, outcome: 'REASSURED' }, 'USER_CONTACTED');
    expect(await clocks(alert.id)).toEqual(['DEL-22 MET', 'DEL-23 MET']);
    const log = (await alertOf(visitId))!.entries;
    const corrects = log.find(({ kind }) => kind === 'PERSON_REASSURED')!.position;
    const actions = [{ externalId: 'x', step: 'WITHDRAWN', at: at(90).toISOString(), corrects }];
    expect((await act('recordAlertActions', { visitId, source: 'desk', actions })).refusals).toEqual([]);
    expect(await clocks(alert.id)).toEqual(['DEL-22 RUNNING', 'DEL-23 RUNNING']);
    await pass(95);
    expect(await told('VisitAlertEscalated')).toEqual(['VisitAlertEscalated DEL-23']);
    expect(await clocks(alert.id)).toEqual(['DEL-22 RUNNING', 'DEL-23 MISSED']);
  });

  it('IDG-26, IDG-27, SHOW-04: the board shows a council its own and a provider its own, and nobody acts for another', async () => {
    const { alert, visitId } = await aLateCall();
    const board = (caller: string) =>
      ask<{ edges: unknown[] }>(caller, '{ alerts { edges { node { id state minutesToReplacement } } } }');
    const own = [{ node: { id: alert.id, state: 'RAISED', minutesToReplacement: null } }];
    expect((await board('broker')).edges).toEqual(own);
    expect((await board('maple')).edges).toEqual(own);
    expect((await board('oak')).edges).toEqual([]);
    expect((await board('stranger')).edges).toEqual([]);
    expect(await alertOf(visitId, 'oak')).toBeNull();
    expect(await alertOf(visitId, 'stranger')).toBeNull();
    const input = { alertId: alert.id, at: at(90).toISOString() };
    expect((await act('acknowledgeAlert', input, 'oak')).refusals).toMatchObject([
      { rule: 'IDG-05', code: 'NOT_FOUND' },
    ]);
    await expect(act('acknowledgeAlert', input, 'broker')).rejects.toThrow(/This is for the roles/);
    // What call monitoring saw it reports as history; it is no desk.
    await expect(act('acknowledgeAlert', input, 'maple ecm')).rejects.toThrow(/This is for the roles/);
    const closed = '{ alerts(states: [RESOLVED]) { edges { node { id } } } }';
    expect(await ask<{ edges: unknown[] }>('broker', closed)).toEqual({ edges: [] });
  });

  it('SHOW-04: the board opens on what is open; what is over is asked for by `open`, states or days', async () => {
    await aCall();
    await aCall();
    await pass(90);
    const board = async (args: string) => {
      const { edges, totalCount } = await ask<{
        edges: Array<{ node: { id: string; state: string } }>;
        totalCount: number;
      }>('broker', `{ alerts${args} { edges { node { id state } } totalCount } }`);
      expect(totalCount).toBe(edges.length);
      return edges.map(({ node }) => node);
    };
    const [closed] = await board('');
    await ground.rows(`update monitoring.alert set state = 'RESOLVED', closed_at = now() where id = $1`, [closed!.id]);
    expect(await board('')).toMatchObject([{ state: 'RAISED' }]);
    expect(await board('(open: false)')).toEqual([{ id: closed!.id, state: 'RESOLVED' }]);
    expect(await board('(states: [RESOLVED])')).toEqual([{ id: closed!.id, state: 'RESOLVED' }]);
    expect(await board('(from: "2020-01-01")')).toHaveLength(2);
    expect(await board('(to: "2020-01-01")')).toEqual([]);
    expect(await board(`(provider: "${ground.oak}")`)).toEqual([]);
    await expect(board('(provider: "oak")')).rejects.toThrow('provider takes the id of a provider.');
  });

  it('SHOW-04: the board is paged without gap or repeat', async () => {
    for (let nth = 0; nth < 3; nth++) await aCall();
    await pass(90);
    const seen: string[] = [];
    let after: string | null = null;
    for (let page = 0; page < 3; page++) {
      const found: { edges: Array<{ node: { id: string } }>; pageInfo: { endCursor: string } } = await ask(
        'broker',
        'query ($after: String) { alerts(first: 1, after: $after) { edges { node { id } } pageInfo { endCursor } } }',
        { after },
      );
      seen.push(...found.edges.map(({ node }) => node.id));
      after = found.pageInfo.endCursor;
    }
    expect(new Set(seen).size).toBe(3);
  });

  const DESKS = ['duty', 'contact desk', 'emergency duty'] as const;
  type Desk = (typeof DESKS)[number];

  it.each<[string, string, Desk, Desk]>([
    ['Monday 09:00', '2026-06-01T08:00:00Z', 'duty', 'duty'],
    ['Monday 17:00', '2026-06-01T16:00:00Z', 'duty', 'duty'],
    ['Monday one millisecond past 17:00', '2026-06-01T16:00:00.001Z', 'emergency duty', 'contact desk'],
    ['Monday 17:30', '2026-06-01T16:30:00Z', 'emergency duty', 'contact desk'],
    ['Monday one millisecond past 17:30', '2026-06-01T16:30:00.001Z', 'emergency duty', 'emergency duty'],
    ['Saturday 10:00', '2026-06-06T09:00:00Z', 'emergency duty', 'emergency duty'],
    ['a bank holiday, 10:00', '2026-08-31T09:00:00Z', 'emergency duty', 'emergency duty'],
  ])(
    'NTF-19, NTF-20: %s: every event of an alert is for the desk on duty, and no other desk',
    async (_when, instant, duty, desk) => {
      const told = new Date(instant);
      const before = (minutes: number, ms = 0) => new Date(told.getTime() - minutes * 60_000 - ms);
      await ground.hub.stop();
      ground = await startVisits({ at: before(90) });
      // One is found late at this instant; five minutes ago the other was, of which nobody has called the person since.
      const startsAt = async (start: Date) => {
        const placementId = await ground.placement({ calls: [callAt(0, { requestedStart: localTimeOf(start) })] });
        await confirmFirstCall(placementId, start);
        return placementId;
      };
      const placement = await startsAt(before(30, 1));
      await startsAt(before(35, 1));
      await ground.hub.time.freezeAt(told);
      const [row] = await ground.rows<{ id: string }>('select id from monitoring.alert where placement_id = $1', [
        placement,
      ]);
      const alertId = row!.id;
      await step('recordPersonContact', { alertId, outcome: 'UNREACHABLE' }, 'USER_UNREACHABLE');
      const task = (await taskOf(alertId))!;
      expect((await complete({ taskId: task.id, at: told.toISOString() })).refusals).toEqual([]);
      await ground.record({ logs: [aLog(placement, { arrivedAt: told, departedAt: null })] });

      const cursors = await cursorsOf(ground.hub.pool);
      const shown = new Map<string, readonly string[]>();
      for (const { type, seq, occurredAt } of await ground.hub.told(...ALL, 'ContactTaskDone')) {
        if (new Date(occurredAt).getTime() !== told.getTime()) continue;
        const hearers: string[] = [];
        for (const caller of [...DESKS, 'broker', 'practitioner', 'maple', 'officer', 'stranger duty', 'oak']) {
          const query = `query ($cursor: Cursor!) { alertFeedItem(cursor: $cursor) {
          type kind taskId desk dueAt outcome state rule visit { state } } }`;
          if (await ask(caller, query, { cursor: cursors.show(seq) })) hearers.push(caller);
        }
        shown.set(type, hearers);
      }
      const hearers = [duty, 'broker', 'practitioner', 'maple'];
      expect(Object.fromEntries(shown)).toEqual({
        VisitAlertRaised: hearers,
        VisitAlertEscalated: [...hearers, 'officer'],
        UserUnreachable: [desk, 'broker', 'practitioner', 'maple'],
        VisitAlertMoved: hearers,
        ContactTaskDone: hearers,
        VisitAlertClosed: hearers,
      });
    },
  );

  it('NTF-19: an item of the feed is for its audience alone, and the same for all in it', async () => {
    const { alert } = await aLateCall();
    const [raised] = await ground.hub.told('VisitAlertRaised');
    const cursor = (await cursorsOf(ground.hub.pool)).show(raised!.seq);
    const item = (caller: string) =>
      ask(
        caller,
        `query ($cursor: Cursor!) { alertFeedItem(cursor: $cursor) {
          cursor type kind alertId plannedStart timeCritical rule visit { state } } }`,
        { cursor },
      );
    const expected = {
      cursor,
      type: 'VisitAlertRaised',
      kind: 'LATE',
      alertId: alert.id,
      plannedStart: at(60).toISOString(),
      timeCritical: false,
      rule: null,
      visit: { state: 'ALERTED' },
    };
    for (const caller of ['maple', 'maple ecm', 'broker', 'practitioner', 'duty'])
      expect(await item(caller)).toEqual(expected);
    for (const caller of ['oak', 'stranger', 'officer', 'emergency duty', 'stranger duty'])
      expect(await item(caller)).toBeNull();
  });
});
