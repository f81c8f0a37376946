import { randomUUID } from 'node:crypto';
import { localDateOf, localTimeOf, weekdayOf } from '../../../../kernel/time/working-time.js';
import { cursorsOf } from '../../../harness/cursors.js';
import { aCall, aLog, aPlan, startVisits, type VisitsGround } from '../visits/visits-harness.js';

const SHOWN = `id state route breaches { rule code } defaultNoticeDue noReplyAt afterMissed carerLeftAt
  visit { id state payableMinutes actualMinutes flags }
  emergency { nextOfKinToldAt careManagerToldAt admitted bagPacked keysWithPerson steps { step outcome at } }`;
const ACTS: Readonly<Record<string, string>> = {
  reportNoReply: 'ReportNoReplyInput',
  recordOnSiteChecks: 'RecordOnSiteChecksInput',
  recordOfficeContacts: 'RecordOfficeContactsInput',
  instructCarer: 'InstructCarerInput',
  leaveCallingCard: 'LeaveCallingCardInput',
  notifyCouncil: 'NotifyCouncilInput',
  sendNoReplyForm: 'NoReplyStepInput',
  foundUnwell: 'FoundUnwellInput',
  recordEmergencySteps: 'RecordEmergencyStepsInput',
  tellOfEmergency: 'TellOfEmergencyInput',
  personFound: 'NoReplyStepInput',
  closeNoReply: 'NoReplyCaseInput',
};

interface Case {
  readonly id: string;
  readonly state: string;
  readonly breaches: ReadonlyArray<{ rule: string; code: string }>;
  readonly defaultNoticeDue: boolean;
  readonly visit: { readonly state: string; readonly payableMinutes: number };
  readonly [field: string]: unknown;
}
interface Answer {
  readonly noReplyCase: Case | null;
  readonly refusals: ReadonlyArray<{ rule: string; code: string; field: string | null; message: string }>;
}

describe('no replies', () => {
  let ground: VisitsGround;
  /** When nobody answers the door, ten minutes after the call was to begin. */
  let door: Date;
  afterEach(() => ground.hub.stop());

  const minutes = (after: number, ms = 0) => new Date(door.getTime() + after * 60_000 + ms);
  const pass = (after: number, ms = 0) => ground.hub.time.freezeAt(minutes(after, ms));

  /** A call of half an hour at whose door nobody answers at this instant. */
  async function aDoor(instant: string) {
    door = new Date(instant);
    ground = await startVisits({ at: minutes(-30) });
    const call = aCall({ days: [weekdayOf(localDateOf(door))], requestedStart: localTimeOf(minutes(-10)) });
    const placement = await ground.placement({ calls: [call] });
    const plan = aPlan(placement, { plannedStart: minutes(-10) });
    await ground.record({ plans: [plan] });
    await pass(0);
    return { placement, plan, visitId: await ground.visitOf(plan.externalId) };
  }

  async function ask<T>(caller: string, document: string, variables: Record<string, unknown> = {}): Promise<T> {
    const { data, errors } = await ground.hub.as(caller, document, variables);
    if (errors) throw new Error(errors.map(({ message }) => message).join('; '));
    return Object.values(data!)[0] as T;
  }
  function act(name: string, input: Record<string, unknown>, caller = 'maple'): Promise<Answer> {
    const document = `mutation ($input: ${ACTS[name]}!) { ${name}(input: $input) {
      noReplyCase { ${SHOWN} } refusals { rule code field message } } }`;
    return ask<Answer>(caller, document, { input: { idempotencyKey: randomUUID(), ...input } });
  }
  async function step(name: string, input: Record<string, unknown>, caller = 'maple'): Promise<Case> {
    const { noReplyCase, refusals } = await act(name, input, caller);
    expect(refusals).toEqual([]);
    return noReplyCase!;
  }
  const caseOf = (id: string, caller = 'broker') =>
    ask<Case | null>(caller, `query ($id: ID!) { noReplyCase(id: $id) { ${SHOWN} } }`, { id });

  const reported = (visitId: string, over: Record<string, unknown> = {}, caller = 'maple ecm') =>
    step(
      'reportNoReply',
      {
        visitId,
        noReplyAt: minutes(0).toISOString(),
        managerInformedAt: minutes(0).toISOString(),
        worker: 'W1',
        ...over,
      },
      caller,
    );
  const checks = () =>
    ['LETTERBOX', 'WINDOWS', 'BACK_DOOR', 'NEIGHBOURS', 'WARDEN'].map((check) =>
      check === 'WARDEN'
        ? { check, applicable: false, at: minutes(3).toISOString() }
        : { check, finding: 'NO_SIGN', at: minutes(3).toISOString() },
    );
  const contacts = () =>
    ['PERSON', 'NEXT_OF_KIN', 'WARDEN', 'NEXT_PERSON', 'HOSPITALS'].map((who) => ({
      who,
      outcome: who === 'WARDEN' ? 'NOT_APPLICABLE' : 'DONE',
      at: minutes(8).toISOString(),
    }));
  /** Every step up to the form, in the order of the procedure. */
  async function procedure(caseId: string, route: string) {
    await pass(12);
    await step('recordOnSiteChecks', { caseId, checks: checks() }, 'maple ecm');
    await step('recordOfficeContacts', { caseId, contacts: contacts() });
    const emailed = route === 'DUTY' ? {} : { careManagerEmailedAt: minutes(11).toISOString() };
    await step('notifyCouncil', { caseId, route, at: minutes(10).toISOString(), ...emailed });
    const told = { instruction: 'CONTINUE_TO_NEXT', at: minutes(11).toISOString(), giver: 'M1' };
    await step('instructCarer', { caseId, ...told });
    const left = { at: minutes(11).toISOString(), carerLeftAt: minutes(12).toISOString() };
    await step('leaveCallingCard', { caseId, ...left }, 'maple ecm');
    await pass(40);
    return step('sendNoReplyForm', { caseId, at: minutes(39).toISOString() });
  }

  it.each([
    ['in office hours', '2026-06-01T13:00:00Z', 'DUTY', 'duty'],
    ['at 17:15 on a weekday', '2026-06-01T16:15:00Z', 'CONTACT_DESK', 'contact-desk'],
    ['at 22:00 on a Sunday', '2026-06-07T21:00:00Z', 'EDT', 'emergency-duty'],
  ])(
    'DEL-30 to DEL-38, NTF-21: a no reply %s, its procedure followed to the end',
    async (_when, instant, route, desk) => {
      const { visitId } = await aDoor(instant);
      const opened = await reported(visitId);
      expect(opened).toMatchObject({ state: 'REPORTED', route, breaches: [], visit: { state: 'NO_REPLY' } });
      const [told] = await ground.hub.told('NoReplyReported');
      expect(told).toMatchObject({
        data: { caseId: opened.id, visitId, route },
        audience: { providers: [ground.maple], roles: [desk, 'practitioner'] },
      });
      expect(await procedure(opened.id, route)).toMatchObject({ state: 'FORM_SENT' });
      expect(await step('closeNoReply', { caseId: opened.id })).toMatchObject({
        state: 'CLOSED',
        breaches: [],
        defaultNoticeDue: false,
        // AMB-15: paid as planned when the procedure was completed.
        visit: { state: 'NO_REPLY_CLOSED', payableMinutes: 30 },
      });
      await pass(3 * 24 * 60);
      const clocks = await ground.rows(
        'select distinct status from monitoring.registered_deadline where subject = $1',
        [`no-reply/${opened.id}`],
      );
      expect(clocks).toEqual([{ status: 'MET' }]);
      expect(await ground.hub.told('NoReplyBreached')).toEqual([]);
      const figures = await ground.rows(
        'select scheduled, missed, no_reply from monitoring.day_figures where day = $1',
        [localDateOf(door)],
      );
      expect(figures).toEqual([{ scheduled: 1, missed: 0, no_reply: 1 }]);
    },
  );

  it('AMB-15: what a completed procedure is paid is the council’s policy', async () => {
    const { visitId } = await aDoor('2026-06-01T13:00:00Z');
    await ground.hub.pool.query(
      `insert into platform.council_policy (council, version, effective_from, document)
       values ('bromley', 2, platform.now(), '{"payment": {"noReplyPct": 50}}')`,
    );
    const { id } = await reported(visitId);
    await procedure(id, 'DUTY');
    expect((await step('closeNoReply', { caseId: id })).visit).toMatchObject({ payableMinutes: 15 });
  });

  it('DEL-36: the council not told within its minutes is a breach by the clock, and a default notice is due', async () => {
    const { visitId } = await aDoor('2026-06-01T13:00:00Z');
    const { id } = await reported(visitId);
    await pass(15);
    expect(await caseOf(id)).toMatchObject({ breaches: [], defaultNoticeDue: false });
    await pass(15, 1);
    const breached = { breaches: [{ code: 'COUNCIL_NOTIFIED_LATE', rule: 'DEL-36' }], defaultNoticeDue: true };
    expect(await caseOf(id)).toMatchObject(breached);
    const told = await ground.hub.told('NoReplyBreached');
    expect(told).toMatchObject([
      {
        data: { caseId: id, code: 'COUNCIL_NOTIFIED_LATE', rule: 'DEL-36' },
        audience: { providers: [ground.maple], roles: ['contract-officer'] },
      },
    ]);
    // Telling it late is taken, and told once.
    await pass(20);
    await step('notifyCouncil', { caseId: id, route: 'DUTY', at: minutes(19).toISOString() });
    expect(await caseOf(id)).toMatchObject(breached);
    expect(await ground.hub.told('NoReplyBreached')).toHaveLength(1);
    const board = (args: string) => ask('officer', `{ noReplyCases${args} { edges { node { id } } totalCount } }`);
    const found = { edges: [{ node: { id } }], totalCount: 1 };
    const none = { edges: [], totalCount: 0 };
    expect(await board('(defaultNoticeDue: true)')).toEqual(found);
    expect([await board(''), await board('(open: false)')]).toEqual([found, none]);
    // A notice that is due stays on the board of notices when the case is closed.
    await step('personFound', { caseId: id, at: minutes(20).toISOString() });
    expect([await board(''), await board('(open: false)')]).toEqual([none, found]);
    expect([await board('(defaultNoticeDue: true)'), await board('(states: [CLOSED])')]).toEqual([found, found]);
  });

  it('DEL-36: told in time and reported late, the breach that the clock found is gone', async () => {
    const { visitId } = await aDoor('2026-06-01T13:00:00Z');
    const { id } = await reported(visitId);
    await pass(20);
    expect(await caseOf(id)).toMatchObject({ defaultNoticeDue: true });
    await step('notifyCouncil', { caseId: id, route: 'DUTY', at: minutes(14).toISOString() });
    expect(await caseOf(id)).toMatchObject({ breaches: [], defaultNoticeDue: false });
  });

  it('DEL-36: the wrong desk is a breach, and so is no email to the care manager out of hours', async () => {
    const { visitId } = await aDoor('2026-06-07T21:00:00Z');
    const { id } = await reported(visitId);
    await pass(5);
    const after = await step('notifyCouncil', { caseId: id, route: 'DUTY', at: minutes(5).toISOString() });
    expect(after.breaches).toEqual([
      { code: 'WRONG_ROUTE', rule: 'DEL-36' },
      { code: 'CARE_MANAGER_NOT_EMAILED', rule: 'DEL-36' },
    ]);
    expect((await ground.hub.told('NoReplyBreached')).map(({ data }) => (data as { code: string }).code)).toEqual([
      'WRONG_ROUTE',
      'CARE_MANAGER_NOT_EMAILED',
    ]);
  });

  it('DEL-30: a manager told late is a breach from the beginning', async () => {
    const { visitId } = await aDoor('2026-06-01T13:00:00Z');
    await pass(6);
    const opened = await reported(visitId, { managerInformedAt: minutes(5, 1).toISOString() });
    expect(opened).toMatchObject({
      breaches: [{ code: 'MANAGER_INFORMED_LATE', rule: 'DEL-30' }],
      defaultNoticeDue: true,
    });
  });

  it('DEL-36: no form within its hours is a breach', async () => {
    const { visitId } = await aDoor('2026-06-01T13:00:00Z');
    const { id } = await reported(visitId);
    await step('notifyCouncil', { caseId: id, route: 'DUTY', at: minutes(0).toISOString() });
    await pass(24 * 60, 1);
    expect((await caseOf(id))!.breaches).toEqual([{ code: 'FORM_NOT_SENT', rule: 'DEL-36' }]);
  });

  const DESKS = { duty: 'DUTY', 'contact desk': 'CONTACT_DESK', 'emergency duty': 'EDT' } as const;
  const OTHERS = ['broker', 'officer', 'stranger', 'stranger duty', 'oak'] as const;

  /** Who is shown this event by the feed. */
  async function told(type: string): Promise<readonly string[]> {
    const [event] = await ground.hub.told(type);
    const cursor = (await cursorsOf(ground.hub.pool)).show(event!.seq);
    const shown: string[] = [];
    for (const caller of [...Object.keys(DESKS), 'practitioner', 'maple', 'maple ecm', ...OTHERS]) {
      const item = await ask<{ type: string } | null>(
        caller,
        'query ($cursor: Cursor!) { alertFeedItem(cursor: $cursor) { type caseId route } }',
        { cursor },
      );
      if (item) shown.push(caller);
    }
    return shown;
  }

  it.each([
    ['Monday 09:00', '2026-06-01T08:00:00Z', 'duty'],
    ['Monday 17:00', '2026-06-01T16:00:00Z', 'duty'],
    ['Monday one millisecond past 17:00', '2026-06-01T16:00:00.001Z', 'contact desk'],
    ['Monday 17:30', '2026-06-01T16:30:00Z', 'contact desk'],
    ['Monday one millisecond past 17:30', '2026-06-01T16:30:00.001Z', 'emergency duty'],
    ['Saturday 10:00', '2026-06-06T09:00:00Z', 'emergency duty'],
    ['a bank holiday, 10:00', '2026-08-31T09:00:00Z', 'emergency duty'],
  ] as const)(
    'NTF-21, DEL-36: %s: the report, and an emergency, are for the desk of the hour and the care manager',
    async (_when, instant, desk) => {
      const { visitId } = await aDoor(instant);
      const { id, route } = await reported(visitId);
      expect(route).toBe(DESKS[desk]);
      const hearers = [desk, 'practitioner', 'maple', 'maple ecm'];
      expect(await told('NoReplyReported')).toEqual(hearers);
      const at = minutes(0).toISOString();
      await step('foundUnwell', { caseId: id, foundAt: at, ambulanceCalledAt: at, officeCalledAt: at });
      expect(await told('NoReplyEmergencyFound')).toEqual([...hearers, 'officer']);
      // Whoever is not told sees the case on the board, as their role allows.
      for (const caller of Object.keys(DESKS))
        expect(await caseOf(id, caller)).toMatchObject({ id, state: 'EMERGENCY' });
      expect(await caseOf(id, 'stranger duty')).toBeNull();
    },
  );

  it('DEL-36, NTF-21: a report of what the office knew before its desk closed is told to that desk and to the next', async () => {
    const { visitId } = await aDoor('2026-06-01T16:00:00Z');
    await pass(1);
    expect(await reported(visitId)).toMatchObject({ route: 'DUTY' });
    expect(await told('NoReplyReported')).toEqual(['duty', 'contact desk', 'practitioner', 'maple', 'maple ecm']);
  });

  const unwell = (over: Record<string, unknown> = {}) => ({
    foundAt: minutes(4).toISOString(),
    ambulanceCalledAt: minutes(5).toISOString(),
    officeCalledAt: minutes(6).toISOString(),
    ...over,
  });
  const seenTo = (outcome: string) =>
    ['OVERNIGHT_BAG', 'PROPERTY_SECURED', 'KEYS_WITH_PERSON'].map((each) => ({
      step: each,
      outcome,
      at: minutes(7).toISOString(),
    }));
  async function tellBoth(caseId: string) {
    for (const who of ['NEXT_OF_KIN', 'CARE_MANAGER']) {
      await step('tellOfEmergency', { caseId, who, at: minutes(8).toISOString() });
    }
  }

  it('DEL-37, INC-01: a person found unwell: an ambulance first, next of kin and care manager told, an incident to record', async () => {
    const { visitId } = await aDoor('2026-06-01T13:00:00Z');
    const { id } = await reported(visitId);
    await pass(7);
    const after = await step('foundUnwell', { caseId: id, ...unwell({ bagPacked: true }) }, 'maple ecm');
    expect(after).toMatchObject({
      state: 'EMERGENCY',
      breaches: [],
      visit: { state: 'IN_PROGRESS', payableMinutes: 0 },
    });
    expect(after.emergency).toMatchObject({ bagPacked: true, keysWithPerson: false, admitted: null });
    expect(await ground.hub.told('NoReplyEmergencyFound')).toHaveLength(1);
    const { refusals } = await act('closeNoReply', { caseId: id });
    const missing = refusals.map(({ rule, code, message }) => [rule, code, message.split('still to come: ')[1]]);
    expect(missing).toEqual(
      [
        'telling the next of kin.',
        'telling the care manager.',
        'PROPERTY_SECURED, as done, not done or not applicable.',
        'KEYS_WITH_PERSON, as done, not done or not applicable.',
        'whether the person was admitted.',
        'when the carer left, or a log of it.',
      ].map((what) => ['DEL-37', 'PROCEDURE_INCOMPLETE', what]),
    );
    expect((await act('personFound', { caseId: id, at: minutes(5).toISOString() })).refusals).toMatchObject([
      { rule: 'DEL-37', code: 'FOUND_UNWELL' },
    ]);
    await step('notifyCouncil', { caseId: id, route: 'DUTY', at: minutes(7).toISOString() });
    await step('tellOfEmergency', { caseId: id, who: 'NEXT_OF_KIN', at: minutes(7).toISOString() });
    await pass(19, 1);
    expect((await caseOf(id))!.breaches).toEqual([{ code: 'NEXT_OF_KIN_OR_CARE_MANAGER_NOT_TOLD', rule: 'DEL-37' }]);
    await step('tellOfEmergency', { caseId: id, who: 'CARE_MANAGER', at: minutes(18).toISOString() });
    const left = { admitted: true, carerLeftAt: minutes(19).toISOString() };
    const seen = await step(
      'recordEmergencySteps',
      { caseId: id, steps: seenTo('DONE').slice(1), ...left },
      'maple ecm',
    );
    expect(seen).toMatchObject({ breaches: [], emergency: { admitted: true, bagPacked: true, keysWithPerson: true } });
    const closed = await step('closeNoReply', { caseId: id });
    expect(closed).toMatchObject({ state: 'CLOSED', breaches: [], defaultNoticeDue: false });
  });

  it.each([
    ['whoever stayed logged out: the call was made', { departedAt: 50 }, 'COMPLETED', 30],
    ['nobody logged in: it is paid by policy', null, 'NO_REPLY_CLOSED', 30],
    ['the log has no end: it is paid by policy', { departedAt: null }, 'NO_REPLY_CLOSED', 30],
  ])('DEL-37, AMB-15: an emergency that is over ends the visit; %s', async (_what, log, state, payableMinutes) => {
    const { visitId, placement } = await aDoor('2026-06-01T13:00:00Z');
    const { id: caseId } = await reported(visitId);
    await pass(60);
    await step('foundUnwell', { caseId, ...unwell() });
    if (log) {
      const departedAt = log.departedAt === null ? null : minutes(log.departedAt);
      await ground.record({ logs: [aLog(placement, { arrivedAt: minutes(0), departedAt })] });
    }
    await tellBoth(caseId);
    const carerLeftAt = log?.departedAt ? {} : { carerLeftAt: minutes(50).toISOString() };
    const seen = await step('recordEmergencySteps', {
      caseId,
      steps: seenTo('NOT_APPLICABLE'),
      admitted: false,
      ...carerLeftAt,
    });
    // Nothing is paid while it goes on, but what a whole log shows.
    expect(seen.visit).toMatchObject(
      log?.departedAt ? { state: 'COMPLETED' } : { state: 'IN_PROGRESS', payableMinutes: 0 },
    );
    expect(await step('closeNoReply', { caseId })).toMatchObject({
      state: 'CLOSED',
      visit: { id: visitId, state, payableMinutes },
    });
    await pass(3 * 24 * 60);
    expect((await caseOf(caseId))!.visit).toMatchObject({ state, payableMinutes });
  });

  it('DEL-37: the end of a log that comes later makes the call of a closed emergency', async () => {
    const { visitId, placement } = await aDoor('2026-06-01T13:00:00Z');
    const { id: caseId } = await reported(visitId);
    await pass(60);
    await step('foundUnwell', { caseId, ...unwell() });
    await tellBoth(caseId);
    const carerLeftAt = minutes(50).toISOString();
    await step('recordEmergencySteps', { caseId, steps: seenTo('DONE'), admitted: true, carerLeftAt });
    await step('closeNoReply', { caseId });
    await ground.record({ logs: [aLog(placement, { arrivedAt: minutes(0), departedAt: minutes(50) })] });
    expect((await caseOf(caseId))!.visit).toMatchObject({ state: 'COMPLETED', actualMinutes: 50, payableMinutes: 30 });
  });

  it('DEL-37: what was not done is kept as a breach, and what cannot be is refused by its place', async () => {
    const { visitId } = await aDoor('2026-06-01T13:00:00Z');
    const { id: caseId } = await reported(visitId);
    await pass(10);
    const early = await act('recordEmergencySteps', { caseId, steps: seenTo('DONE') });
    expect(early.refusals).toMatchObject([{ rule: 'DEL-37', code: 'NO_EMERGENCY', field: 'input.caseId' }]);
    await step('foundUnwell', { caseId, ...unwell() });
    const refusedOf = async (input: Record<string, unknown>) =>
      (await act('recordEmergencySteps', { caseId, ...input })).refusals.map(({ rule, code, field }) => [
        rule,
        code,
        field,
      ]);
    expect(await refusedOf({})).toEqual([['DEL-37', 'NOTHING_REPORTED', 'input.steps']]);
    expect(await refusedOf({ steps: [seenTo('DONE')[0], seenTo('DONE')[0]] })).toEqual([
      ['DEL-37', 'STEP_TWICE', 'input.steps.1.step'],
    ]);
    expect(await refusedOf({ steps: seenTo('NOT_APPLICABLE').slice(0, 1), admitted: true })).toEqual([
      ['DEL-37', 'STEP_APPLIES', 'input.steps.0.outcome'],
    ]);
    const before = seenTo('DONE').map((each) => ({ ...each, at: minutes(3).toISOString() }));
    expect(await refusedOf({ steps: before.slice(0, 1) })).toEqual([
      ['DEL-28', 'INSTANT_TOO_EARLY', 'input.steps.0.at'],
    ]);
    expect(await refusedOf({ carerLeftAt: minutes(16).toISOString() })).toEqual([
      ['DEL-28', 'INSTANT_IN_FUTURE', 'input.carerLeftAt'],
    ]);
    const after = await step('recordEmergencySteps', { caseId, steps: seenTo('NOT_DONE').slice(0, 1) });
    expect(after.breaches).toEqual([{ code: 'EMERGENCY_STEP_NOT_DONE', rule: 'DEL-37' }]);
  });

  it.each([
    ['at its last instant: it was not missed', 0, false, 'NO_REPLY_CLOSED', 30],
    ['one millisecond later: it stays missed', 1, true, 'MISSED', 0],
  ])(
    'DEL-38, PAY-01, DEL-10: nobody answers when the call is missed, %s',
    async (_when, ms, afterMissed, state, payableMinutes) => {
      // Missed an hour and a half after its start.
      const { visitId } = await aDoor('2026-06-01T13:00:00Z');
      await pass(80, ms);
      const at = minutes(80, ms).toISOString();
      const opened = await reported(visitId, { noReplyAt: at, managerInformedAt: at });
      const alreadyMissed = afterMissed ? [{ code: 'CALL_ALREADY_MISSED', rule: 'DEL-38' }] : [];
      expect(opened).toMatchObject({ state: 'REPORTED', afterMissed, breaches: alreadyMissed });
      // The person may be in danger: the council is told, and the procedure runs to its end.
      expect(await told('NoReplyReported')).toContain('duty');
      const since = (after: number) => new Date(minutes(80, ms).getTime() + after * 60_000).toISOString();
      await pass(130);
      const caseId = opened.id;
      await step('recordOnSiteChecks', { caseId, checks: checks().map((each) => ({ ...each, at: since(3) })) });
      await step('recordOfficeContacts', { caseId, contacts: contacts().map((each) => ({ ...each, at: since(8) })) });
      await step('notifyCouncil', { caseId, route: 'DUTY', at: since(10) });
      await step('instructCarer', { caseId, instruction: 'CONTINUE_TO_NEXT', at: since(11), giver: 'M1' });
      await step('leaveCallingCard', { caseId, at: since(11), carerLeftAt: since(12) });
      await step('sendNoReplyForm', { caseId, at: since(39) });
      expect(await step('closeNoReply', { caseId })).toMatchObject({
        state: 'CLOSED',
        breaches: alreadyMissed,
        visit: { state, payableMinutes },
      });
      const figures = await ground.rows(
        'select missed, no_reply, payable_minutes from monitoring.day_figures where day = $1',
        [localDateOf(door)],
      );
      expect(figures).toEqual([
        { missed: afterMissed ? 1 : 0, no_reply: afterMissed ? 0 : 1, payable_minutes: payableMinutes },
      ]);
    },
  );

  it('DEL-38, PAY-01: an emergency at a call that was missed before leaves it missed as well', async () => {
    const { visitId } = await aDoor('2026-06-01T13:00:00Z');
    await pass(90);
    const at = minutes(85).toISOString();
    const { id: caseId } = await reported(visitId, { noReplyAt: at, managerInformedAt: at });
    const found = await step('foundUnwell', { caseId, foundAt: at, ambulanceCalledAt: at, officeCalledAt: at });
    expect(found).toMatchObject({ state: 'EMERGENCY', visit: { state: 'MISSED', payableMinutes: 0 } });
  });

  it('DEL-37: an ambulance that was not called first is a breach', async () => {
    const { visitId } = await aDoor('2026-06-01T13:00:00Z');
    const { id } = await reported(visitId);
    await pass(7);
    const after = await step('foundUnwell', {
      caseId: id,
      foundAt: minutes(4).toISOString(),
      officeCalledAt: minutes(5).toISOString(),
      ambulanceCalledAt: minutes(6).toISOString(),
      personMoved: true,
    });
    expect(after.breaches.map(({ code }) => code)).toEqual(['AMBULANCE_NOT_FIRST', 'PERSON_MOVED']);
    const none = await act('tellOfEmergency', { caseId: id, who: 'CARE_MANAGER', at: minutes(8).toISOString() });
    expect(none.refusals).toEqual([]);
  });

  it('SM-8, DEL-10: a person found well to whom nobody comes in time has been missed, whatever was reported', async () => {
    const { visitId } = await aDoor('2026-06-01T13:00:00Z');
    const { id } = await reported(visitId);
    await pass(10);
    await step('personFound', { caseId: id, at: minutes(9).toISOString() });
    await pass(80);
    expect((await caseOf(id))!.visit).toMatchObject({ state: 'IN_PROGRESS' });
    await pass(80, 1);
    expect((await caseOf(id))!.visit).toMatchObject({ state: 'MISSED', payableMinutes: 0 });
    expect(await ground.rows('select attended, missed from monitoring.day_figures where missed > 0')).toEqual([
      { attended: 0, missed: 1 },
    ]);
  });

  it('SM-8: a person found well is given care, and the case is closed', async () => {
    const { visitId, placement } = await aDoor('2026-06-01T13:00:00Z');
    const { id } = await reported(visitId);
    await pass(10);
    const found = await step('personFound', { caseId: id, at: minutes(9).toISOString() }, 'maple ecm');
    expect(found).toMatchObject({ state: 'CLOSED', breaches: [], visit: { state: 'IN_PROGRESS' } });
    await pass(45);
    await ground.record({ logs: [aLog(placement, { arrivedAt: minutes(10), departedAt: minutes(40) })] });
    expect((await caseOf(id))!.visit).toMatchObject({ state: 'COMPLETED', payableMinutes: 30 });
    const { refusals } = await act('notifyCouncil', { caseId: id, route: 'DUTY', at: minutes(41).toISOString() });
    expect(refusals).toMatchObject([{ rule: 'DEL-38', code: 'NO_REPLY_CLOSED' }]);
    expect(await ground.hub.told('NoReplyBreached')).toEqual([]);
  });

  it('DEL-38: an unfinished procedure is not closed, and each missing step is named; the visit is not missed meanwhile', async () => {
    const { visitId } = await aDoor('2026-06-01T13:00:00Z');
    const { id } = await reported(visitId);
    await pass(200);
    const { refusals } = await act('closeNoReply', { caseId: id });
    expect(refusals.map(({ rule }) => rule)).toEqual(['DEL-31', 'DEL-33', 'DEL-36', 'DEL-34', 'DEL-35', 'DEL-36']);
    expect((await caseOf(id))!.visit).toMatchObject({ state: 'NO_REPLY', payableMinutes: 0 });
  });

  it('DEL-31 to DEL-33: lists that are not whole are refused', async () => {
    const { visitId } = await aDoor('2026-06-01T13:00:00Z');
    const { id: caseId } = await reported(visitId);
    await pass(12);
    const some = await act('recordOnSiteChecks', { caseId, checks: checks().slice(1) });
    expect(some.refusals).toMatchObject([{ rule: 'DEL-31', code: 'CHECKS_INCOMPLETE' }]);
    const bare = checks().map(({ check, at }) => ({ check, at }));
    const found = await act('recordOnSiteChecks', { caseId, checks: bare });
    expect(found.refusals.map(({ rule }) => rule)).toEqual(Array(5).fill('DEL-32'));
    const few = await act('recordOfficeContacts', { caseId, contacts: contacts().slice(1) });
    expect(few.refusals).toMatchObject([{ rule: 'DEL-33', code: 'CONTACTS_INCOMPLETE', field: 'input.contacts' }]);
  });

  it('DEL-31, DEL-33: only what App E makes conditional may be not applicable, or without details', async () => {
    const { visitId } = await aDoor('2026-06-01T13:00:00Z');
    const { id: caseId } = await reported(visitId);
    await pass(12);
    const none = checks().map(({ check, at }) => ({ check, at, applicable: false }));
    const unchecked = await act('recordOnSiteChecks', { caseId, checks: none });
    expect(unchecked.refusals.map(({ rule, code, field }) => [rule, code, field])).toEqual(
      [0, 1, 3].map((place) => ['DEL-31', 'CHECK_NOT_MADE', `input.checks.${place}.applicable`]),
    );
    const unknown = contacts().map((each) => ({ ...each, outcome: 'NO_DETAILS' }));
    const uncalled = await act('recordOfficeContacts', { caseId, contacts: unknown });
    expect(uncalled.refusals.map(({ rule, code, field }) => [rule, code, field])).toEqual(
      [0, 2, 3, 4].map((place) => ['DEL-33', 'CONTACT_NOT_MADE', `input.contacts.${place}.outcome`]),
    );
    const allowed = contacts().map((each) => (each.who === 'NEXT_OF_KIN' ? { ...each, outcome: 'NO_DETAILS' } : each));
    await step('recordOnSiteChecks', { caseId, checks: checks() });
    expect(await step('recordOfficeContacts', { caseId, contacts: allowed })).toMatchObject({
      state: 'OFFICE_CONTACTS',
    });
  });

  it('DEL-31, DEL-34: a carer who left too early is on the case', async () => {
    const { visitId } = await aDoor('2026-06-01T13:00:00Z');
    const { id: caseId } = await reported(visitId);
    await pass(12);
    await step('recordOnSiteChecks', { caseId, checks: checks() });
    const left = { at: minutes(2).toISOString(), carerLeftAt: minutes(2).toISOString() };
    const after = await step('leaveCallingCard', { caseId, ...left });
    expect(after.breaches.map(({ code }) => code)).toEqual([
      'CARER_LEFT_BEFORE_CHECKS',
      'CARER_LEFT_WITHOUT_INSTRUCTION',
    ]);
    expect(after.defaultNoticeDue).toBe(false);
  });

  it('DEL-21, DEL-30: the alert of a late call is resolved by the carer at its door', async () => {
    const { visitId } = await aDoor('2026-06-01T13:00:00Z');
    await pass(20, 1);
    expect(await ground.rows('select state from monitoring.alert')).toEqual([{ state: 'RAISED' }]);
    await pass(21);
    const at = minutes(21).toISOString();
    await reported(visitId, { noReplyAt: at, managerInformedAt: at });
    expect(await ground.rows('select state from monitoring.alert')).toEqual([{ state: 'RESOLVED' }]);
  });

  it('DEL-30: a second no reply at one call, one at a call that was made, and impossible instants are refused', async () => {
    const { visitId, placement } = await aDoor('2026-06-01T13:00:00Z');
    const input = {
      visitId,
      noReplyAt: minutes(0).toISOString(),
      managerInformedAt: minutes(-1).toISOString(),
      worker: 'W1',
    };
    expect((await act('reportNoReply', input)).refusals).toMatchObject([
      { code: 'INSTANT_TOO_EARLY', field: 'input.managerInformedAt' },
    ]);
    const later = { ...input, managerInformedAt: minutes(6).toISOString() };
    expect((await act('reportNoReply', later)).refusals).toMatchObject([
      { code: 'INSTANT_IN_FUTURE', field: 'input.managerInformedAt' },
    ]);
    await reported(visitId);
    const again = { ...input, managerInformedAt: input.noReplyAt };
    expect((await act('reportNoReply', again)).refusals).toMatchObject([{ code: 'NO_REPLY_ALREADY_REPORTED' }]);
    const made = aPlan(placement, { plannedStart: minutes(-140) });
    await ground.record({
      plans: [made],
      logs: [
        aLog(placement, { arrivedAt: minutes(-140), departedAt: minutes(-110), visitExternalId: made.externalId }),
      ],
    });
    const before = await ground.visitOf(made.externalId);
    expect((await act('reportNoReply', { ...again, visitId: before })).refusals).toMatchObject([
      { code: 'VISIT_OVER' },
    ]);
  });

  it('IDG-16: every step as it was reported is kept beside the visit, the last word counting', async () => {
    const { visitId } = await aDoor('2026-06-01T13:00:00Z');
    const { id: caseId } = await reported(visitId);
    await pass(8);
    await step('notifyCouncil', { caseId, route: 'EDT', at: minutes(7).toISOString() });
    const after = await step('notifyCouncil', { caseId, route: 'DUTY', at: minutes(8).toISOString() });
    expect(after.breaches).toEqual([]);
    const entries = await ground.rows(
      `select facts->>'act' as act, facts->>'route' as route from monitoring.visit_entry
       where subject_id = $1 and kind = 'NO_REPLY' order by position`,
      [visitId],
    );
    expect(entries).toEqual([
      { act: 'reportNoReply', route: null },
      { act: 'notifyCouncil', route: 'EDT' },
      { act: 'notifyCouncil', route: 'DUTY' },
    ]);
  });

  it('IDG-26, IDG-27: another provider and another council see and do nothing; the door is no office', async () => {
    const { visitId } = await aDoor('2026-06-01T13:00:00Z');
    const { id } = await reported(visitId);
    for (const caller of ['oak', 'stranger']) {
      expect(await caseOf(id, caller)).toBeNull();
      expect(await ask(caller, '{ noReplyCases { edges { node { id } } } }')).toEqual({ edges: [] });
    }
    expect(await caseOf(id, 'maple')).toMatchObject({ id });
    const notify = { caseId: id, route: 'DUTY', at: minutes(0).toISOString() };
    expect((await act('notifyCouncil', notify, 'oak')).refusals).toMatchObject([{ code: 'NOT_FOUND' }]);
    await expect(act('notifyCouncil', notify, 'maple ecm')).rejects.toThrow(/This is for the roles/);
    const input = { visitId, noReplyAt: notify.at, managerInformedAt: notify.at, worker: 'W1' };
    expect((await act('reportNoReply', input, 'oak')).refusals).toMatchObject([{ code: 'NOT_FOUND' }]);
  });
});
