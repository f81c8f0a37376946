import { startTestHub, type TestHub } from '../harness/hub.js';
import { afterClose, award, BROKER, bid, calls, nextKey, request, rostering } from './borough.js';
import { type AlertItem, type Answer, Walk } from './walk.js';

const DESK = 'user:manager@oakwood';
const CALL_MONITORING = 'machine:call-monitoring@oakwood';
const PRACTITIONER = 'user:practitioner@bromley';
const CONTRACT_OFFICER = 'user:contract-officer@bromley';

describe('delivery', () => {
  let hub: TestHub;
  let walk: Walk;
  beforeEach(async () => {
    hub = await startTestHub();
  });
  afterEach(() => hub.stop());

  /** Oakwood has been awarded a package of one call a day, from Tuesday on; answers its placement. */
  async function awarded(startTime: string, minutes = 45): Promise<string> {
    const oakwood = await walk.watches(rostering('oakwood'));
    await request(hub, walk, 1, { patch: 'East', neededFrom: '2026-06-02', calls: calls([startTime, minutes]) });
    const published = await walk.told(oakwood, 'CallOffPublished');
    await bid(walk, 'oakwood', published);
    await walk.timePassesTo(afterClose(published));
    expect((await award(hub, walk, published.callOffId)).refusals).toEqual([]);
    return (await walk.told(oakwood, 'FullDocumentsAvailable')).placementId!;
  }

  /** What had to happen before the story begins. */
  async function before<T>(act: () => Promise<T>): Promise<T> {
    let result!: T;
    await walk.before(async () => {
      result = await act();
    });
    return result;
  }

  /** One of Oakwood's systems reports. */
  async function reports(subject: string, rows: { plans?: unknown[]; logs?: unknown[] }): Promise<void> {
    const { recordVisits } = await walk.as<Answer>(subject, 'record-visits', {
      input: { council: 'bromley', source: 'roster', ...rows },
    });
    expect(recordVisits).toMatchObject({ refusals: [], rows: [{ verdict: 'NEW' }] });
  }
  const aPlan = (placement: string, externalId: string, plannedStart: Date, minutes = 45) => ({
    externalId,
    asOf: new Date('2026-06-01T10:00:00.000Z').toISOString(),
    placement,
    plannedStart: plannedStart.toISOString(),
    plannedEnd: new Date(plannedStart.getTime() + minutes * 60_000).toISOString(),
    plannedWorkers: ['W-104'],
  });
  const aLog = (placement: string, worker: string, arrivedAt: Date) => ({
    externalId: `L-${worker}`,
    asOf: arrivedAt.toISOString(),
    placement,
    worker,
    arrivedAt: arrivedAt.toISOString(),
    arrivedBy: 'GPS',
    arrivedMetres: 12,
  });

  const at = (time: string) => new Date(`2026-06-02T${time}:00.000Z`);
  async function step(operation: string, input: Record<string, unknown>): Promise<Answer> {
    const now = (await hub.time.now()).toISOString();
    const answer = await walk.as<Answer>(DESK, operation, {
      input: { at: now, ...input, idempotencyKey: nextKey() },
    });
    const [payload] = Object.values<Answer>(answer);
    expect(payload.refusals).toEqual([]);
    return payload.alert;
  }

  /** A call at ten on Tuesday that nobody makes, until the worker is known not to come. */
  async function workerCannotCome(minutes: number): Promise<{ placement: string; alert: AlertItem }> {
    const placement = await before(() => awarded('10:00', minutes));
    const desk = await walk.watchesAlerts(DESK);
    const practitioner = await walk.watchesAlerts(PRACTITIONER);
    walk.tell(
      'The council has commissioned a call at 10:00 every day. Oakwood’s rostering system has planned who makes it on Tuesday. At half past nobody has logged in.',
    );
    await reports(rostering('oakwood'), { plans: [aPlan(placement, 'V-2001', at('09:00'), minutes)] });
    await walk.timePassesTo(new Date(at('09:30').getTime() + 1));
    const alert = await walk.told(desk, 'VisitAlertRaised');
    await walk.told(practitioner, 'VisitAlertRaised');
    await walk.timePassesTo(at('09:32'));
    const { alertId } = alert;
    walk.tell('The person is called first, before anybody else, and never asked whether the call is still needed.');
    await step('record-person-contact', { alertId, outcome: 'REASSURED' });
    await walk.timePassesTo(at('09:35'));
    const needed = await step('record-staff-contact', { alertId, outcome: 'CANNOT', worker: 'W-104' });
    expect(needed).toMatchObject({ state: 'REPLACEMENT_NEEDED', replacementDueAt: at('10:30').toISOString() });
    walk.tell('The council sees on its board how much of the hour is left.');
    const { alerts } = await walk.as<Answer>(BROKER, 'alert-board');
    expect(alerts.edges[0].node).toMatchObject({ state: 'REPLACEMENT_NEEDED', minutesToReplacement: 55 });
    return { placement, alert };
  }

  it('DEL-21 to DEL-26, NTF-19, SHOW-04: a late call is found, the person reassured, a replacement sent in time', async () => {
    walk = new Walk(
      hub,
      'late-call',
      'A late call, and a replacement within the hour',
      'Nobody logs in at a call. The provider’s desk and the council’s duty are told as the thirtieth minute ends. The person is reassured first, the worker cannot come, a replacement is sent within the hour, and the person knows who comes.',
    );
    const { placement, alert } = await workerCannotCome(45);
    const { alertId } = alert;
    await walk.timePassesTo(at('09:50'));
    await step('send-replacement', { alertId, worker: 'W-117' });
    await step('tell-replacement', { alertId, worker: 'W-117' });
    await walk.timePassesTo(at('10:05'));
    walk.tell('W-117 arrives and logs in. Nothing was late but the call.');
    await reports(CALL_MONITORING, { logs: [aLog(placement, 'W-117', at('10:05'))] });
    const { alert: read } = await walk.as<Answer>(PRACTITIONER, 'read-alert', { id: alertId });
    expect(read).toMatchObject({ state: 'RESOLVED', violations: [] });
    await walk.end();
  });

  it('DEL-05, DEL-25, DEL-26: the replacement is late, and what was done is in the log all the same', async () => {
    walk = new Walk(
      hub,
      'late-replacement',
      'A late call, and a replacement too late',
      'A call of two hours is found late, and no replacement is sent within the hour. The clock escalates to the council; a replacement comes in the end, and the alert says what was late.',
    );
    const { placement, alert } = await workerCannotCome(120);
    const { alertId } = alert;
    const officer = await walk.watchesAlerts(CONTRACT_OFFICER);
    await walk.timePassesTo(new Date(at('10:30').getTime() + 1));
    expect((await walk.told(officer, 'VisitAlertEscalated')).rule).toBe('DEL-25');
    await walk.timePassesTo(at('10:40'));
    walk.tell('A replacement that is late is better than none: it is taken, and stands as late.');
    const sent = await step('send-replacement', { alertId, worker: 'W-117' });
    expect(sent.violations).toEqual([{ code: 'REPLACEMENT_LATE', rule: 'DEL-25' }]);
    await walk.timePassesTo(at('10:52'));
    walk.tell(
      'W-117 logs in at 11:50. That the person knew who would come is in the log of the call-monitoring system.',
    );
    await reports(CALL_MONITORING, { logs: [aLog(placement, 'W-117', at('10:50'))] });
    const untold = await walk.as<Answer>(PRACTITIONER, 'read-alert', { id: alertId });
    expect(untold.alert.violations).toContainEqual({ code: 'REPLACEMENT_NOT_TOLD', rule: 'DEL-26' });
    const told = await walk.as<Answer>(CALL_MONITORING, 'record-alert-actions', {
      input: {
        visitId: alert.visit!.id,
        source: 'call-monitoring',
        actions: [{ externalId: 'A-9', step: 'REPLACEMENT_TOLD', at: at('10:43').toISOString(), worker: 'W-117' }],
        idempotencyKey: nextKey(),
      },
    });
    expect(told.recordAlertActions).toMatchObject({
      refusals: [],
      alert: { state: 'RESOLVED', violations: [{ code: 'REPLACEMENT_LATE', rule: 'DEL-25' }] },
    });
    await walk.end();
  });

  /** Nobody answers at this instant; answers the case as it was told live. */
  async function noReplyAt(placement: string, externalId: string, instant: Date): Promise<AlertItem> {
    const practitioner = await walk.watchesAlerts(PRACTITIONER);
    const started = new Date(instant.getTime() - 5 * 60_000);
    await walk.before(() => walk.timePassesTo(new Date(instant.getTime() - 60 * 60_000)));
    await reports(rostering('oakwood'), { plans: [aPlan(placement, externalId, started)] });
    let visitId = '';
    await walk.before(async () => {
      const day = started.toISOString().slice(0, 10);
      const { visits } = await walk.as<Answer>(DESK, 'list-visits', { placement, from: day, to: day });
      visitId = visits.edges[0].node.id;
    });
    await walk.timePassesTo(instant);
    const now = instant.toISOString();
    const reported = await walk.as<Answer>(CALL_MONITORING, 'report-no-reply', {
      input: { visitId, noReplyAt: now, managerInformedAt: now, worker: 'W-104', idempotencyKey: nextKey() },
    });
    expect(reported.reportNoReply.refusals).toEqual([]);
    return walk.told(practitioner, 'NoReplyReported');
  }

  it('DEL-30 to DEL-38, NTF-21: nobody answers at 17:15 on a weekday, and the procedure is followed', async () => {
    walk = new Walk(
      hub,
      'no-reply-contact-desk',
      'Nobody answers at 17:15 on a weekday',
      'Offices have closed and the contact desk answers until half past five. The carer looks everywhere, the office calls everybody, the council’s contact desk is told at once, and the call is neither made nor missed.',
    );
    const placement = await before(() => awarded('17:10'));
    const instant = at('16:15');
    const { caseId, route } = await noReplyAt(placement, 'V-2002', instant);
    expect(route).toBe('CONTACT_DESK');
    const minutes = (after: number) => new Date(instant.getTime() + after * 60_000).toISOString();
    await walk.timePassesTo(new Date(minutes(14)));
    const take = async (subject: string, operation: string, more: Record<string, unknown> = {}) => {
      const answer = await walk.as<Answer>(subject, operation, {
        input: { caseId, ...more, idempotencyKey: nextKey() },
      });
      const [payload] = Object.values<Answer>(answer);
      expect(payload.refusals).toEqual([]);
      return payload.noReplyCase;
    };
    await take(CALL_MONITORING, 'record-on-site-checks', {
      checks: [
        ...['LETTERBOX', 'WINDOWS', 'BACK_DOOR', 'NEIGHBOURS'].map((check) => ({
          check,
          finding: 'NO_SIGN',
          at: minutes(4),
        })),
        { check: 'WARDEN', applicable: false, at: minutes(4) },
      ],
    });
    await take(DESK, 'record-office-contacts', {
      contacts: ['PERSON', 'NEXT_OF_KIN', 'WARDEN', 'NEXT_PERSON', 'HOSPITALS'].map((who) => ({
        who,
        outcome: who === 'WARDEN' ? 'NOT_APPLICABLE' : 'DONE',
        at: minutes(8),
      })),
    });
    await take(DESK, 'notify-council', { route, at: minutes(9), careManagerEmailedAt: minutes(10) });
    await take(DESK, 'instruct-carer', { instruction: 'CONTINUE_TO_NEXT', at: minutes(11), giver: 'M-1' });
    await take(CALL_MONITORING, 'leave-calling-card', { at: minutes(12), carerLeftAt: minutes(13) });
    await walk.timePassesTo(new Date(minutes(60)));
    await take(DESK, 'send-no-reply-form', { at: minutes(55) });
    const closed = await take(DESK, 'close-no-reply');
    expect(closed).toMatchObject({ state: 'CLOSED', breaches: [], defaultNoticeDue: false });
    const { noReplyCase } = await walk.as<Answer>(PRACTITIONER, 'read-no-reply', { id: caseId });
    walk.tell('The visit is closed as a no reply, which the council pays as it was commissioned.');
    expect(noReplyCase.visit).toMatchObject({ state: 'NO_REPLY_CLOSED', payableMinutes: 45 });
    await walk.end();
  });

  it('DEL-36, CM-14: nobody answers at 22:00 on a Sunday, the wrong desk is told, and a default notice is due', async () => {
    walk = new Walk(
      hub,
      'no-reply-sunday',
      'Nobody answers at 22:00 on a Sunday',
      'At that hour the emergency duty team answers. The provider leaves word with the duty care manager, who is not there until Monday: a breach, of which the contract officer is told, and for which the council must issue a default notice.',
    );
    const placement = await before(() => awarded('21:55'));
    const instant = new Date('2026-06-07T21:00:00.000Z');
    const { caseId, route } = await noReplyAt(placement, 'V-2003', instant);
    expect(route).toBe('EDT');
    const officer = await walk.watchesAlerts(CONTRACT_OFFICER);
    await walk.timePassesTo(new Date('2026-06-07T21:10:00.000Z'));
    const { notifyCouncil } = await walk.as<Answer>(DESK, 'notify-council', {
      input: { caseId, route: 'DUTY', at: '2026-06-07T21:08:00.000Z', idempotencyKey: nextKey() },
    });
    expect(notifyCouncil.noReplyCase).toMatchObject({ defaultNoticeDue: true });
    expect((await walk.told(officer, 'NoReplyBreached')).reasonCode).toBe('WRONG_ROUTE');
    const { noReplyCases } = await walk.as<Answer>(CONTRACT_OFFICER, 'no-reply-cases', { defaultNoticeDue: true });
    expect(noReplyCases.edges).toHaveLength(1);
    await walk.end();
  });
});
