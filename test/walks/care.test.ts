import { addLocalDays, instantOf } from '../../kernel/time/working-time.js';
import { startTestHub, type TestHub } from '../harness/hub.js';
import {
  afterClose,
  award,
  BROKER,
  bid,
  CASE_SYSTEM,
  type Call,
  calls,
  DISCHARGE_TEAM,
  nextKey,
  people,
  providerId,
  rostering,
  running,
  takeOver,
} from './borough.js';
import { at, BY_HAND, log, OFFICER, payable, plan, report, seen } from './care.js';
import { type Answer, Walk } from './walk.js';

const DESK = 'user:manager@oakwood';
const PRACTITIONER = 'user:practitioner@bromley';

/** Tuesday 2 June 2026, and the days after it: the hub comes to know each placement on the Monday. */
const [TUESDAY, WEDNESDAY, THURSDAY] = ['2026-06-02', '2026-06-03', '2026-06-04'] as const;

describe('care by the council’s word', () => {
  let hub: TestHub;
  let walk: Walk;
  beforeEach(async () => {
    hub = await startTestHub();
  });
  afterEach(() => hub.stop());

  const itIs = (day: string, time: string) => walk.timePassesTo(instantOf(day, time));

  /** Care of these calls that Oakwood has given since May. */
  async function care(...week: readonly Call[]): Promise<string> {
    let placement = '';
    await walk.before(async () => {
      [placement = ''] = await takeOver(walk, running(1, calls(...week)));
    });
    walk.name(placement, 'placement');
    return placement;
  }

  async function las(placementId: string, lasVariationId: string, variation: object): Promise<Answer> {
    const { recordVariation } = await walk.as<Answer>(CASE_SYSTEM, 'record-variation', {
      input: { placementId, lasVariationId, ...variation, idempotencyKey: nextKey() },
    });
    expect(recordVariation.refusals).toEqual([]);
    return recordVariation.placement;
  }

  async function answered(visitId: string, finding: object): Promise<Answer> {
    const { correctVisit } = await walk.as<Answer>(OFFICER, 'correct-visit', {
      input: { visitId, ...finding, idempotencyKey: nextKey() },
    });
    expect(correctVisit.refusals).toEqual([]);
    return correctVisit.visit;
  }

  it('VAR-02, VAR-03, PAY-07, PAY-10: in hospital nothing is expected and nothing paid; care resumes earlier than first said', async () => {
    walk = new Walk(
      hub,
      'hospital-and-back',
      'A person goes into hospital, and comes home early',
      'LAS records that care is suspended, for a week as it seems. No call of those days is expected, so none is late. The person comes home earlier; care resumes by a variation of its own. The statement pays the days of care, and nothing of the others.',
    );
    const placement = await care(['08:00', 45], ['18:30', 30]);
    const made = (day: string) =>
      report(
        hub,
        walk,
        {
          logs: [
            log(placement, `L-${day}-1`, day, ['08:02', '08:48']),
            log(placement, `L-${day}-2`, day, ['18:31', '19:02']),
          ],
        },
        { variables: false, only: ['HELD', 'REJECTED'] },
      );
    walk.tell('On Tuesday and on Wednesday both calls are made, and logged at the door.');
    for (const day of [TUESDAY, WEDNESDAY]) {
      await itIs(day, '20:00');
      await made(day);
    }
    await itIs(THURSDAY, '07:00');
    walk.tell('In the night the person was taken to hospital. LAS says for how long, as far as anybody knows.');
    const suspended = await las(placement, 'VAR-501', {
      ...{ kind: 'SUSPEND', effectiveFrom: THURSDAY, effectiveTo: '2026-06-11' },
    });
    expect(suspended.state).toBe('SUSPENDED');
    await itIs('2026-06-05', '12:00');
    walk.tell('Nobody comes, and nobody is late: the calls of these days are off.');
    expect(await seen(walk, placement, THURSDAY)).toMatchObject([
      { state: 'CANCELLED', off: 'SUSPENDED', commissionedMinutes: 0, flags: ['SUSPENDED'] },
      { state: 'CANCELLED', off: 'SUSPENDED', commissionedMinutes: 0, flags: ['SUSPENDED'] },
    ]);
    expect((await walk.as<Answer>(BROKER, 'alert-board')).alerts.totalCount).toBe(0);
    await itIs('2026-06-08', '15:00');
    walk.tell('The hospital discharges the person on Monday, and LAS says that care resumes on Tuesday.');
    const resumed = await las(placement, 'VAR-502', { kind: 'RESUME', effectiveFrom: '2026-06-09' });
    expect(resumed.variations).toContainEqual(
      expect.objectContaining({ kind: 'SUSPEND', effectiveFrom: THURSDAY, effectiveTo: '2026-06-08' }),
    );
    await itIs('2026-06-09', '20:00');
    await made('2026-06-09');
    expect(await seen(walk, placement, '2026-06-09')).toMatchObject([
      { state: 'COMPLETED', off: null, query: null },
      { state: 'COMPLETED', off: null, query: null },
    ]);
    await itIs('2026-06-10', '09:00');
    walk.tell('Three days of care are paid, each for what was commissioned. The council approves what it has read.');
    const asked = { provider: providerId('oakwood'), council: 'bromley', from: TUESDAY, to: '2026-06-09' };
    const { payableStatement } = await walk.as<Answer>(OFFICER, 'payable-statement', asked);
    const paid = payableStatement.days.edges.filter(({ node }: Answer) => node.payableMinutes > 0);
    expect(paid.map(({ node }: Answer) => [node.day, node.payableMinutes])).toEqual([
      [TUESDAY, 75],
      [WEDNESDAY, 75],
      ['2026-06-09', 75],
    ]);
    expect(payableStatement).toMatchObject({ payableMinutes: 225, amountPence: 7875, heldPence: 0 });
    const { council: _council, provider, ...days } = asked;
    const { fingerprint } = payableStatement;
    const { approveStatement } = await walk.as<Answer>(OFFICER, 'approve-statement', {
      input: { providerId: provider, ...days, fingerprint, idempotencyKey: nextKey() },
    });
    expect(approveStatement).toMatchObject({ refusals: [], approved: { amountPence: 7875 } });
    await walk.end();
  });

  it('DEL-01, DEL-10, PAY-01: a provider that plans again after the fact has missed the call all the same', async () => {
    walk = new Walk(
      hub,
      'planned-again-afterwards',
      'A provider plans again after the fact',
      'Nobody comes at the time-critical call of the morning. Afterwards the provider’s system moves its plan to the afternoon, takes it back, and somebody enters a log by hand. Each is kept and flagged; nothing of it makes the call made or paid. The council is asked, and answers.',
    );
    const placement = await care(['08:00', 30, { timeCritical: true }]);
    await report(hub, walk, { plans: [plan(placement, 'V-1', TUESDAY, ['08:00', '08:30'], { timeCritical: true })] });
    await itIs(TUESDAY, '10:00');
    walk.tell(
      'Two hours later nobody has come. The call is missed, and as it was time-critical that is a critical breach.',
    );
    expect(await seen(walk, placement, TUESDAY)).toMatchObject([{ state: 'MISSED', breach: 'CRITICAL' }]);
    walk.tell('The plan is moved to the afternoon.');
    const moved = plan(placement, 'V-1', TUESDAY, ['14:00', '14:30'], { timeCritical: true });
    expect(await report(hub, walk, { plans: [moved] })).toEqual(['UPDATED, DEL-01 CHANGED_AFTER_START']);
    await itIs(TUESDAY, '10:05');
    walk.tell('Then it is taken back, as if it had been planned in error.');
    const [removed] = await report(hub, walk, { plans: [{ ...moved, removed: true }] });
    expect(removed).toContain('DEL-10 REMOVED_AFTER_START');
    await itIs(TUESDAY, '11:00');
    walk.tell('Then somebody enters by hand that W-104 was there.');
    const [claimed] = await report(hub, walk, {
      logs: [log(placement, 'L-1', TUESDAY, ['08:05', '08:35'], BY_HAND)],
    });
    expect(claimed).toContain('DEL-10 CLAIMED_AFTER_MISSED');
    walk.tell('The call stays missed, and the council has a question to answer.');
    const [visit, ...more] = await seen(walk, placement, TUESDAY, TUESDAY, { queried: true });
    expect(more).toEqual([]);
    expect(visit).toMatchObject({ state: 'MISSED', breach: 'CRITICAL', query: 'CLAIMED_AFTER_MISSED' });
    expect(visit.flags).toEqual(
      expect.arrayContaining(['CHANGED_AFTER_START', 'REMOVED_AFTER_START', 'CLAIMED_AFTER_MISSED']),
    );
    const { visit: kept } = await walk.as<Answer>(OFFICER, 'read-visit', { id: visit.id });
    expect(kept.plans).toMatchObject([{ externalId: 'V-1', plannedStart: at(TUESDAY, '14:00'), removed: true }]);
    expect(kept.history.map(({ kind }: Answer) => kind)).toEqual(['PLAN', 'PLAN', 'PLAN', 'LOG']);
    expect((await payable(walk, placement, TUESDAY)).amountPence).toBe(0);
    walk.tell('The officer telephones the person: nobody had come.');
    const answer = { state: 'MISSED', reason: 'NOBODY_CAME', evidence: 'Spoken with the person, note 22' };
    expect(await answered(visit.id, answer)).toMatchObject({ state: 'MISSED', query: null, payableMinutes: 0 });
    expect((await payable(walk, placement, TUESDAY)).amountPence).toBe(0);
    await walk.end();
  });

  it('DEL-01, PAY-01, PAY-02: an hour where half an hour was bought, and a visit that nobody bought', async () => {
    walk = new Walk(
      hub,
      'not-commissioned',
      'An hour where half an hour was bought',
      'The council bought half an hour in the morning. The provider plans an hour and stays for one: half an hour is paid. In the evening it comes although no call was commissioned: the visit is kept and unpaid until the council accepts it.',
    );
    const placement = await care(['08:00', 30]);
    const planned = {
      plans: [plan(placement, 'V-1', TUESDAY, ['08:00', '09:00']), plan(placement, 'V-2', TUESDAY, ['19:00', '19:30'])],
    };
    expect(await report(hub, walk, planned)).toEqual(['NEW, DEL-01 LENGTH_DIFFERS', 'NEW, DEL-01 NOT_COMMISSIONED']);
    await itIs(TUESDAY, '20:00');
    const [morning, evening] = await report(hub, walk, {
      logs: [
        log(placement, 'L-1', TUESDAY, ['08:00', '09:00'], { visitExternalId: 'V-1' }),
        log(placement, 'L-2', TUESDAY, ['19:01', '19:31'], { visitExternalId: 'V-2' }),
      ],
    });
    expect(morning).toContain('DEL-02 OVERLONG');
    expect(evening).toContain('DEL-01 NOT_COMMISSIONED');
    const before = await payable(walk, placement, TUESDAY);
    expect(before).toMatchObject({ amountPence: 1050 });
    expect(before.lines).toMatchObject([
      { scheduledMinutes: 30, actualMinutes: 60, payableMinutes: 30 },
      { scheduledMinutes: 0, actualMinutes: 30, payableMinutes: 0 },
    ]);
    walk.tell('What was made and not bought is a question to the council.');
    const [asked] = await seen(walk, placement, TUESDAY, TUESDAY, { queried: true });
    expect(asked).toMatchObject({ callId: null, off: 'NOT_COMMISSIONED', query: 'MADE_BUT_NOT_EXPECTED' });
    walk.tell('The person had been unwell, and the duty social worker had asked for it: the officer accepts it.');
    const accepted = await answered(asked.id, {
      ...{ state: 'COMPLETED', acceptedMinutes: 30 },
      ...{ reason: 'ASKED_BY_DUTY', evidence: 'Duty log 2 June, 17:40' },
    });
    expect(accepted).toMatchObject({ query: null, payableMinutes: 30 });
    const after = await payable(walk, placement, TUESDAY);
    expect(after).toMatchObject({ amountPence: 2100 });
    expect(after.lines[1]).toMatchObject({ status: 'PAYABLE', payableMinutes: 30 });
    await walk.end();
  });

  it('DEL-01, DEL-10, DEL-21, KPI-3.4: a call that nobody planned is late, alerted, missed, and on the sheet', async () => {
    walk = new Walk(
      hub,
      'nobody-planned-it',
      'A call that nobody planned',
      'The council has commissioned a call every morning. No system has ever reported a plan of it. Silence is no absence of a duty: the desk and the council hear of it, and the sheet counts it.',
    );
    const placement = await care(['08:00', 45]);
    const desk = await walk.watchesAlerts(DESK);
    const practitioner = await walk.watchesAlerts(PRACTITIONER);
    await walk.timePassesTo(new Date(instantOf(TUESDAY, '08:30').getTime() + 1));
    const alert = await walk.told(desk, 'VisitAlertRaised');
    expect(alert).toMatchObject({ plannedStart: at(TUESDAY, '08:00') });
    await walk.told(practitioner, 'VisitAlertRaised');
    await itIs(TUESDAY, '12:00');
    expect(await seen(walk, placement, TUESDAY)).toMatchObject([
      { state: 'MISSED', plans: [], breach: 'HIGH', flags: expect.arrayContaining(['NOT_PLANNED']) },
    ]);
    const { kpiSheet } = await walk.as<Answer>(OFFICER, 'kpi-sheet', {
      ...{ period: '2026-06', provider: providerId('oakwood'), lines: ['KPI-3.4'] },
    });
    const { kpiEvidence } = await walk.as<Answer>(OFFICER, 'kpi-evidence', {
      ...{ period: '2026-06', provider: providerId('oakwood'), line: 'KPI-3.4' },
    });
    expect(Number(kpiSheet.cells[0].value)).toBe(kpiEvidence.totalCount);
    expect(kpiEvidence.edges.map(({ node }: Answer) => node.day)).toContain(TUESDAY);
    await walk.end();
  });

  it('VAR-02, PAY-10: what was made before the notice of a suspension stays paid, what is made after it is not', async () => {
    walk = new Walk(
      hub,
      'suspension-told-late',
      'A suspension that is told late',
      'On Wednesday before noon LAS says that care has been suspended since Tuesday. The calls that were made by then were made in good faith: they are paid. The carer who comes in the evening all the same could have known.',
    );
    const placement = await care(['08:00', 45], ['18:30', 30]);
    await itIs(WEDNESDAY, '11:00');
    await report(hub, walk, {
      logs: [
        log(placement, 'L-1', TUESDAY, ['08:00', '08:45']),
        log(placement, 'L-2', TUESDAY, ['18:30', '19:00']),
        log(placement, 'L-3', WEDNESDAY, ['08:00', '08:45']),
      ],
    });
    await las(placement, 'VAR-601', { kind: 'SUSPEND', effectiveFrom: TUESDAY, effectiveTo: '2026-06-12' });
    await itIs(WEDNESDAY, '20:00');
    const late = await report(hub, walk, { logs: [log(placement, 'L-4', WEDNESDAY, ['18:30', '19:00'])] });
    expect(late).toEqual(['NEW, VAR-02 SUSPENDED']);
    const statement = await payable(walk, placement, TUESDAY, WEDNESDAY);
    expect(statement.lines).toMatchObject([
      { status: 'PAYABLE', payableMinutes: 45 },
      { status: 'PAYABLE', payableMinutes: 30 },
      { status: 'PAYABLE', payableMinutes: 45 },
      { status: 'NOT_PAYABLE', payableMinutes: 0, reasons: ['SUSPENDED'] },
    ]);
    const [asked, ...more] = await seen(walk, placement, TUESDAY, WEDNESDAY, { queried: true });
    expect(more).toEqual([]);
    expect(asked).toMatchObject({ off: 'SUSPENDED', query: 'MADE_BUT_NOT_EXPECTED', actualMinutes: 30 });
    walk.tell('The carer had fed the cat, as the family had asked. The council does not buy that, and says so.');
    const answer = { state: 'CANCELLED', reason: 'NO_CARE_GIVEN', evidence: 'Spoken with the family, note 7' };
    expect(await answered(asked.id, answer)).toMatchObject({ query: null, payableMinutes: 0 });
    await walk.end();
  });

  it('ASM-14, ASM-13: another time for a day is agreed in time and moves the call; too late it is refused', async () => {
    walk = new Walk(
      hub,
      'another-time',
      'Another time, agreed with the person',
      'On Tuesday the person has a hospital appointment. Provider and person agree on ten o’clock for that day, and record it the day before: the call moves. What is recorded when the call may have begun moves nothing.',
    );
    const placement = await care(['08:00', 45]);
    const { visits } = await walk.as<Answer>(rostering('oakwood'), 'list-visits', {
      ...{ placement, from: TUESDAY, to: TUESDAY },
    });
    const { callId } = visits.edges[0].node;
    walk.name(callId, 'call');
    const agree = async (day: string, startTime: string) => {
      const { agreeCallTime } = await walk.as<Answer>(rostering('oakwood'), 'agree-call-time', {
        input: {
          ...{ placementId: placement, callId, from: day, to: day, startTime, agreedWith: 'PERSON' },
          ...{ agreedAt: (await hub.time.now()).toISOString(), idempotencyKey: nextKey() },
        },
      });
      return agreeCallTime;
    };
    expect((await agree(TUESDAY, '10:00')).refusals).toEqual([]);
    await itIs(TUESDAY, '09:00');
    walk.tell('At nine nothing is late: the call of this day is at ten.');
    expect(await seen(walk, placement, TUESDAY)).toMatchObject([
      { state: 'PLANNED', expectedStart: at(TUESDAY, '10:00'), flags: [] },
    ]);
    await itIs(TUESDAY, '11:00');
    expect(await report(hub, walk, { logs: [log(placement, 'L-1', TUESDAY, ['10:03', '10:48'])] })).toEqual(['NEW']);
    const paid = await payable(walk, placement, TUESDAY);
    expect(paid.lines).toMatchObject([{ status: 'PAYABLE', payableMinutes: 45 }]);
    await itIs(WEDNESDAY, '08:10');
    walk.tell('On Wednesday nobody has come at eight. Ten minutes later the provider would like it to have been ten.');
    expect((await agree(WEDNESDAY, '10:00')).refusals).toMatchObject([
      { rule: 'ASM-14', code: 'TOO_LATE', field: 'input.from' },
    ]);
    const [wednesday] = await seen(walk, placement, WEDNESDAY);
    expect(wednesday).toMatchObject({ expectedStart: at(WEDNESDAY, '08:00') });
    await walk.end();
  });

  it('ROUT-11, ROUT-16, NTF-17: care after a discharge begins with the first call that is made, and lasts six weeks', async () => {
    walk = new Walk(
      hub,
      'discharge-past-day-42',
      'A discharge to assess, past its last day',
      'The first call that is logged starts the package; nobody need report it besides. On days 28, 35 and 42 its end is reminded of. A visit on day 43 is kept and flagged, and pays nothing.',
    );
    const provider = 'bramble';
    const bramble = await walk.watches(rostering(provider));
    let placement = '';
    await walk.before(async () => {
      const input = people.passport(1, await hub.time.now(), {
        ...{ patch: 'West', expectedDischargeAt: instantOf(TUESDAY, '12:00') },
      });
      const { submitDischargePassport } = await walk.as<Answer>(DISCHARGE_TEAM, 'submit-discharge-passport', {
        input: {
          ...input,
          passport: { ...input.passport, callsPerDay: 1, twoWorkers: false, schedule: calls(['17:00', 30]) },
        },
      });
      expect(submitDischargePassport.refusals).toEqual([]);
      const published = await walk.told(bramble, 'CallOffPublished');
      await bid(walk, provider, published, { startDate: TUESDAY, startTime: '17:00' });
      await walk.timePassesTo(afterClose(published));
      expect((await award(hub, walk, published.callOffId)).refusals).toEqual([]);
      placement = (await walk.told(bramble, 'FullDocumentsAvailable')).placementId!;
    });
    walk.name(placement, 'placement');
    const confirmed = await walk.as<Answer>(rostering(provider), 'confirm-first-call', {
      input: { placementId: placement, firstCallAt: at(TUESDAY, '17:00'), idempotencyKey: nextKey() },
    });
    expect(confirmed.confirmFirstCall.refusals).toEqual([]);
    const comes = async (day: string, shown: { variables?: boolean } = {}) => {
      await itIs(day, '17:30');
      const { recordVisits } = await walk.as<Answer>(
        rostering(provider),
        'record-visits',
        {
          input: {
            ...{ council: 'bromley', source: 'roster' },
            logs: [{ asOf: at(day, '17:30'), ...log(placement, `L-${day}`, day, ['17:00', '17:30']) }],
          },
        },
        shown,
      );
      return recordVisits.rows.flatMap(({ notices }: Answer) => notices);
    };
    expect(await comes(TUESDAY)).toEqual([]);
    const board = async () => {
      const { packages } = await walk.as<Answer>(DISCHARGE_TEAM, 'discharge-board', { open: true });
      return packages.edges[0].node.placements[0];
    };
    walk.tell('The first call has been made: the package runs, and its last day is known.');
    const lastDay = addLocalDays(TUESDAY, 41);
    expect(await board()).toMatchObject({ state: 'ACTIVE', d2aDay: 1, d2aLastDate: lastDay });
    walk.tell('The carer comes every day. The provider and the council are reminded of the end.');
    const team = await hub.watch<Answer>(DISCHARGE_TEAM, 'subscription { placementFeed { type day lastDate } }');
    await walk.before(async () => {
      for (let nth = 1; nth <= 41; nth++) expect(await comes(addLocalDays(TUESDAY, nth))).toEqual([]);
    });
    const told = (await team.take(1000, 2000)).map(({ placementFeed }: Answer) => placementFeed);
    const reminders = told.filter(({ type }: Answer) => type === 'D2aPackageEnding');
    walk.show(reminders.map(({ day, lastDate }: Answer) => `Day ${day}: the last day is ${lastDate}.`).join('\n'));
    expect(reminders).toEqual([28, 35, 42].map((day) => ({ type: 'D2aPackageEnding', day, lastDate: lastDay })));
    const dayAfter = addLocalDays(lastDay, 1);
    walk.tell('On day 43 the carer comes all the same.');
    expect(await comes(dayAfter)).toMatchObject([{ rule: 'ROUT-16', code: 'D2A_TERM_OVER', field: 'arrivedAt' }]);
    expect(await seen(walk, placement, lastDay, dayAfter)).toMatchObject([
      { state: 'COMPLETED', off: null, query: null },
      { state: 'COMPLETED', off: 'D2A_TERM_OVER', query: 'MADE_BUT_NOT_EXPECTED', commissionedMinutes: 0 },
    ]);
    const { lines } = await payable(walk, placement, lastDay, dayAfter);
    expect(lines).toMatchObject([{ payableMinutes: 30 }, { status: 'NOT_PAYABLE', payableMinutes: 0 }]);
    walk.tell('The council sees that the package is past its last day.');
    expect(await board()).toMatchObject({ d2aDay: 43, d2aLastDate: lastDay });
    await walk.end();
  });
});
