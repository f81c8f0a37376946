import { randomUUID } from 'node:crypto';
import { inTransaction } from '../../../../kernel/database/work.js';
import type { Caller } from '../../../../kernel/identity/caller.js';
import { recordVisits } from '../../../../subgraphs/monitoring/commands/reports/record-visits.js';
import { correctVisit } from '../../../../subgraphs/monitoring/commands/visits/correct-visit.js';
import { settleDueVisits } from '../../../../subgraphs/monitoring/commands/visits/settle-due-visits.js';
import { declareStaff } from '../../../../subgraphs/monitoring/commands/workers/declare-staff.js';
import { nameRegularTeam } from '../../../../subgraphs/monitoring/commands/workers/name-regular-team.js';
import { recordSpotCheck } from '../../../../subgraphs/monitoring/commands/workers/record-spot-check.js';
import { MOST_HELD } from '../../../../subgraphs/monitoring/rules/reports/held-rows.js';
import type { PlanReport } from '../../../../subgraphs/monitoring/rules/reports/visit-report.js';
import type { Cancellation } from '../../../../subgraphs/monitoring/rules/visits/visit-facts.js';
import type { VisitState } from '../../../../subgraphs/monitoring/rules/visits/visit-states.js';
import { releaseHeld } from '../../../../subgraphs/monitoring/steps/reports/release-held.js';
import { CasesBeside } from '../../../harness/cases-beside.js';
import { statementsOf } from '../../../kernel/ground.js';
import { aCall, aLog, aPlan, at, callAt, RECOUNTED, startVisits, type VisitsGround } from './visits-harness.js';

let ground: VisitsGround;
beforeEach(async () => {
  ground = await startVisits();
});
afterEach(async () => {
  // Whatever a test has done, the figures are those of the visits.
  const figures = await ground.rows('select * from monitoring.day_figures order by council, provider_id, day');
  const recounted = await ground.rows<Record<string, number>>(RECOUNTED);
  const counts = (day: Record<string, unknown>) =>
    Object.values(day).some((each) => typeof each === 'number' && each > 0);
  expect(figures.filter(counts)).toEqual(recounted.filter(counts));
  await ground.hub.stop();
});

/** The visit that a plan answers. */
const stateOf = async (externalId: string) => {
  const [visit] = await ground.rows<{
    id: string;
    state: VisitState;
    off: string | null;
    query: string | null;
    flags: string[];
    payable_minutes: number;
  }>(
    `select visit.id, visit.state, visit.off, visit.query, visit.flags, visit.payable_minutes
     from monitoring.planned_visit as plan join monitoring.visit as visit on visit.id = plan.visit_id
     where plan.external_id = $1`,
    [externalId],
  );
  return visit;
};
/** The visits of a placement, as they stand. */
const visitsOf = (placementId: string, day = '2026-06-01') =>
  ground.rows<{ id: string; state: VisitState; off: string | null; flags: string[] }>(
    `select id, state, off, flags from monitoring.visit where placement_id = $1 and day = $2 order by expected_start`,
    [placementId, day],
  );
/** What was told about a visit, in order. */
const toldOf = async (visitId: string) =>
  (await ground.hub.told('VisitsChanged')).flatMap(({ data, recordedAt }) =>
    (data as { visits: ReadonlyArray<{ visitId: string; state: VisitState }> }).visits
      .filter((each) => each.visitId === visitId)
      .map(({ state }) => [state, recordedAt] as const),
  );
const statesTold = async (visitId: string) => (await toldOf(visitId)).map(([state]) => state);
const workAs = (caller: string) => ({
  ...ground.hub.subgraph.work(),
  caller: ground.callers[caller] as Caller,
  em: ground.hub.subgraph.work().em,
});

describe('what a provider’s systems report', () => {
  it('DEL-01, DEL-02: a plan and its log are kept, matched, and told of as they happen', async () => {
    const placement = await ground.placement({ calls: [callAt(-20)] });
    const plan = aPlan(placement, { plannedStart: at(-20) });
    const log = aLog(placement, { arrivedAt: at(-15), departedAt: null });
    expect(await ground.record({ plans: [plan], logs: [log] })).toEqual([
      { kind: 'PLAN', line: 1, externalId: plan.externalId, verdict: 'NEW', refusal: null, warnings: [] },
      { kind: 'LOG', line: 1, externalId: log.externalId, verdict: 'NEW', refusal: null, warnings: [] },
    ]);
    const { id: visitId, ...visit } = (await stateOf(plan.externalId))!;
    expect(visit).toEqual({ state: 'IN_PROGRESS', off: null, query: null, flags: [], payable_minutes: 0 });
    expect((await ground.hub.told('VisitsChanged')).at(-1)).toMatchObject({
      council: 'bromley',
      audience: { providers: [ground.maple], roles: ['broker', 'practitioner', 'contract-officer', 'case-system'] },
      data: { providerId: ground.maple, visits: [{ visitId, placementId: placement, state: 'IN_PROGRESS' }] },
    });
    await ground.record({ logs: [{ ...log, asOf: at(0), departedAt: at(0), departedBy: 'TAG' }] });
    expect(await stateOf(plan.externalId)).toMatchObject({ state: 'COMPLETED', flags: ['SHORT'] });
    // It had begun when the hub came to know its placement: it was never only planned.
    expect(await statesTold(visitId)).toEqual(['IN_PROGRESS', 'COMPLETED']);
  });

  it('DEL-01: the calls of a placement are expected as soon as it is known, for a week ahead, and each day for one more', async () => {
    const placement = await ground.placement({ calls: [aCall(), aCall({ days: ['WED'], requestedStart: '18:00' })] });
    const days = async () =>
      (
        await ground.rows<{ day: string }>('select day from monitoring.visit where placement_id = $1 order by day', [
          placement,
        ])
      ).map(({ day }) => day.slice(-2));
    expect(await days()).toEqual(['01', '02', '03', '03', '04', '05', '06', '07', '08']);
    await ground.hub.time.freezeAt(new Date('2026-06-02T03:00:00Z'));
    expect((await days()).at(-1)).toBe('08');
    await ground.hub.time.freezeAt(new Date('2026-06-02T03:00:00.001Z'));
    expect((await days()).at(-1)).toBe('09');
  });

  it('DEL-01: until the day from which the council’s calls were told, a visit is as it was planned, and keeps its id', async () => {
    const placement = await ground.placement({ startsOn: '2026-01-01', calls: [] });
    await ground.rows('delete from monitoring.calls_version where placement_id = $1', [placement]);
    const plan = aPlan(placement, { plannedStart: at(-120), asOf: at(-1440) });
    await ground.record({ plans: [plan] });
    const visit = (await stateOf(plan.externalId))!;
    expect(visit).toMatchObject({ state: 'MISSED', off: null });
    await ground.commission(placement, [callAt(-120)], { from: '2026-06-02' });
    await ground.record({ logs: [aLog(placement, { arrivedAt: at(-120), departedAt: at(-90), arrivedBy: 'TAG' })] });
    expect(await stateOf(plan.externalId)).toMatchObject({
      id: visit.id,
      state: 'COMPLETED',
      off: null,
      payable_minutes: 30,
    });
    expect(await visitsOf(placement)).toHaveLength(1);
    expect(await visitsOf(placement, '2026-06-02')).toMatchObject([{ state: 'PLANNED', off: null }]);
    const next = aPlan(placement, { plannedStart: at(1440 + 300) });
    await ground.record({ plans: [next] });
    expect(await stateOf(next.externalId)).toMatchObject({ off: 'NOT_COMMISSIONED' });
  });

  it('DEL-20, DEL-01: history is expected on the days of which somebody reports, and is told to nobody', async () => {
    const placement = await ground.placement({ startsOn: '2026-01-01', calls: [callAt(0)] });
    const start = at(-3 * 1440);
    expect(await visitsOf(placement, '2026-05-29')).toEqual([]);
    const plan = aPlan(placement, { plannedStart: start, asOf: at(-4 * 1440) });
    await ground.record({ plans: [plan] });
    const visit = (await stateOf(plan.externalId))!;
    expect(visit).toMatchObject({ state: 'MISSED', flags: [] });
    // A log by hand that its source dates of then is no late claim.
    const byHand = { arrivedBy: 'MANUAL', manualReason: 'NO_SIGNAL', asOf: start } as const;
    await ground.record({ logs: [aLog(placement, { arrivedAt: start, ...byHand })] });
    expect(await stateOf(plan.externalId)).toMatchObject({ id: visit.id, state: 'COMPLETED', flags: ['MANUAL'] });
    expect(await toldOf(visit.id)).toEqual([]);
    expect(await visitsOf(placement, '2026-05-28')).toEqual([]);
    // Of a day of which nobody reports any more, nothing is expected either.
    const other = aPlan(placement, { plannedStart: at(-5 * 1440), asOf: at(-6 * 1440) });
    await ground.record({ plans: [other] });
    expect(await visitsOf(placement, '2026-05-27')).toMatchObject([{ state: 'MISSED' }]);
    const [plannedStart, plannedEnd] = [at(-2 * 1440), at(-2 * 1440 + 30)];
    await ground.record({ plans: [{ ...other, asOf: at(-5 * 1440 - 60), plannedStart, plannedEnd }] });
    expect(await visitsOf(placement, '2026-05-27')).toEqual([]);
    expect(await visitsOf(placement, '2026-05-30')).toMatchObject([{ state: 'MISSED' }]);
  });

  it('DEL-02: the same again changes nothing; the same version with other content is refused; a later one counts', async () => {
    const placement = await ground.placement();
    const plan = aPlan(placement);
    const again = async (over = {}) => (await ground.record({ plans: [{ ...plan, ...over }] }))[0];
    expect(await again()).toMatchObject({ verdict: 'NEW' });
    expect(await again()).toMatchObject({ verdict: 'UNCHANGED' });
    expect(await again({ timeCritical: true })).toMatchObject({
      verdict: 'REJECTED',
      refusal: { rule: 'IDG-27', code: 'SAME_VERSION_OTHER_CONTENT', field: 'asOf' },
    });
    expect(await again({ timeCritical: true, asOf: at(-1) })).toMatchObject({ verdict: 'UPDATED' });
    expect(await again({ asOf: at(-2) })).toMatchObject({ verdict: 'UNCHANGED' });
    expect(await ground.rows('select kind, actor from monitoring.visit_entry order by position')).toEqual([
      { kind: 'PLAN', actor: `machine:rostering:${ground.maple}` },
      { kind: 'PLAN', actor: `machine:rostering:${ground.maple}` },
    ]);
  });

  it('IDG-16: what was once reported of a visit cannot be altered', async () => {
    await ground.record({ plans: [aPlan(await ground.placement())] });
    for (const role of ['monitoring_command', 'monitoring_system']) {
      const client = await ground.hub.pool.connect();
      try {
        await client.query(`begin`);
        await client.query(`set local role ${role}`);
        await expect(client.query('update monitoring.visit_entry set facts = $1', ['{}'])).rejects.toThrow(
          /permission/,
        );
      } finally {
        await client.query('rollback');
        client.release();
      }
    }
  });

  it.each<[string, Parameters<typeof aLog>[1], string, string]>([
    ['departure before arrival', { departedAt: at(-61), arrivedAt: at(-60) }, 'DEL-02', 'DEPARTED_BEFORE_ARRIVAL'],
    ['a clock more than five minutes ahead', { arrivedAt: at(5.01), departedAt: null }, 'DEL-02', 'INSTANT_IN_FUTURE'],
    [
      'an entry by hand without a reason',
      { arrivedAt: at(-60), arrivedBy: 'MANUAL' },
      'DEL-03',
      'MANUAL_WITHOUT_REASON',
    ],
  ])('DEL-02: %s is answered with its line and rule, and its neighbours are kept', async (_what, over, rule, code) => {
    const placement = await ground.placement();
    const answers = await ground.record({
      logs: [aLog(placement, { arrivedAt: at(-200) }), aLog(placement, over), aLog(placement, { arrivedAt: at(-100) })],
    });
    expect(answers.map(({ line, verdict }) => [line, verdict])).toEqual([
      [1, 'NEW'],
      [2, 'REJECTED'],
      [3, 'NEW'],
    ]);
    expect(answers[1]!.refusal).toMatchObject({ rule, code });
  });

  it('DEL-02: a clock five minutes ahead is taken, and said', async () => {
    const placement = await ground.placement({ calls: [callAt(300)] });
    const [answer] = await ground.record({ logs: [aLog(placement, { arrivedAt: at(5), departedAt: null })] });
    expect(answer).toMatchObject({ verdict: 'NEW', warnings: ['NO_VISIT', 'CLOCK_AHEAD'] });
  });

  it('DEL-06: a visit of 20 minutes is refused', async () => {
    const placement = await ground.placement();
    const [answer] = await ground.record({ plans: [aPlan(placement, { plannedEnd: at(80) })] });
    expect(answer).toMatchObject({ verdict: 'REJECTED', refusal: { rule: 'DEL-06', field: 'plannedEnd' } });
  });

  it('DEL-02: a log-in 201 m away is kept, flagged, and does not count as electronic', async () => {
    const placement = await ground.placement({ calls: [callAt(-60)] });
    const plan = aPlan(placement, { plannedStart: at(-60) });
    const answers = await ground.record({
      plans: [plan],
      logs: [aLog(placement, { arrivedAt: at(-60), arrivedMetres: 201 })],
    });
    expect(answers[1]).toMatchObject({ verdict: 'NEW', warnings: ['OUT_OF_PLACE'] });
    expect(
      await ground.rows('select workers_came, workers_logged from monitoring.day_figures where attended > 0'),
    ).toEqual([{ workers_came: 1, workers_logged: 0 }]);
  });

  it('DEL-07: overlapping visits of one worker are kept and flagged, both of them, whenever the second comes', async () => {
    const here = await ground.placement({ calls: [callAt(120)] });
    const there = await ground.placement({ calls: [callAt(135)] });
    const first = aPlan(here, { plannedStart: at(120), plannedWorkers: ['W1'] });
    const second = aPlan(there, { plannedStart: at(135), plannedWorkers: ['W1'] });
    await ground.record({ plans: [first] });
    expect(await ground.record({ plans: [second] })).toMatchObject([{ verdict: 'NEW', warnings: ['WORKER_OVERLAP'] }]);
    expect((await stateOf(first.externalId))!.flags).toContain('WORKER_OVERLAP');
    // The first is moved: no longer.
    await ground.record({ plans: [{ ...first, asOf: at(-1), plannedStart: at(60), plannedEnd: at(90) }] });
    expect((await stateOf(second.externalId))!.flags).not.toContain('WORKER_OVERLAP');
    // Logged at both at once, it shows at both.
    await ground.hub.time.freezeAt(at(200));
    await ground.record({ logs: [aLog(here, { arrivedAt: at(120), departedAt: at(150) })] });
    await ground.record({ logs: [aLog(there, { arrivedAt: at(145), departedAt: at(175) })] });
    expect((await stateOf(first.externalId))!.flags).toContain('WORKER_OVERLAP');
    expect(await stateOf(second.externalId)).toMatchObject({ query: null, flags: ['WORKER_OVERLAP'] });
  });

  it.each([
    ['lies within one', -105],
    ['goes on at the same time as one', -75],
  ])('DEL-07, PAY-01: a call that %s at another person’s is asked of the council', async (_what, start) => {
    const here = await ground.placement({ calls: [callAt(-120, { minutes: 60 })] });
    const there = await ground.placement({ calls: [callAt(start)] });
    await ground.record({ logs: [aLog(here, { arrivedAt: at(-120), departedAt: at(-60) })] });
    const [answer] = await ground.record({ logs: [aLog(there, { arrivedAt: at(start) })] });
    expect(answer).toMatchObject({ verdict: 'NEW', warnings: ['WORKER_OVERLAP', 'WORKED_ELSEWHERE'] });
    const queries = await ground.rows(
      `select placement_id, state, query from monitoring.visit where query is not null order by expected_start`,
    );
    expect(queries).toEqual([
      { placement_id: here, state: 'COMPLETED', query: 'WORKED_ELSEWHERE' },
      { placement_id: there, state: 'COMPLETED', query: 'WORKED_ELSEWHERE' },
    ]);
    expect((await ground.hub.told('VisitsQueried')).at(-1)).toMatchObject({
      audience: { providers: [ground.maple], roles: ['contract-officer', 'broker'] },
    });
  });

  it('DEL-07, PAY-01: a worker planned at two calls at once, of which another makes one, was logged at one alone', async () => {
    const here = await ground.placement({ calls: [callAt(-120, { minutes: 60 })] });
    const there = await ground.placement({ calls: [callAt(-105)] });
    await ground.record({
      plans: [
        aPlan(here, { plannedStart: at(-120), plannedEnd: at(-60), plannedWorkers: ['W1'] }),
        aPlan(there, { plannedStart: at(-105), plannedWorkers: ['W1'] }),
      ],
      logs: [aLog(here, { worker: 'W1', arrivedAt: at(-120), departedAt: at(-60) })],
    });
    const [answer] = await ground.record({ logs: [aLog(there, { worker: 'W2', arrivedAt: at(-105) })] });
    expect(answer).toMatchObject({ verdict: 'NEW', warnings: ['WORKER_OVERLAP', 'UNPLANNED_WORKER'] });
    expect(await ground.rows('select placement_id, state, query, payable_minutes from monitoring.visit')).toEqual(
      expect.arrayContaining([
        { placement_id: here, state: 'COMPLETED', query: null, payable_minutes: 60 },
        { placement_id: there, state: 'COMPLETED', query: null, payable_minutes: 30 },
      ]),
    );
  });

  it('DEL-03, DEL-07: who is logged at one call by telephone and by tag was there once, and in conflict with nobody', async () => {
    const placement = await ground.placement({ calls: [callAt(-60)] });
    const plan = aPlan(placement, { plannedStart: at(-60) });
    const answers = await ground.record({
      plans: [plan],
      logs: [
        aLog(placement, { arrivedAt: at(-60), arrivedBy: 'TELEPHONE' }),
        aLog(placement, { arrivedAt: at(-59), departedAt: at(-31), arrivedBy: 'TAG' }),
      ],
    });
    expect(answers.map(({ warnings }) => warnings)).toEqual([[], [], ['WITHIN_ANOTHER']]);
    expect(await stateOf(plan.externalId)).toMatchObject({ state: 'COMPLETED', flags: [], payable_minutes: 30 });
  });

  it('DEL-01: visits of a placement that is not known are held, and taken in by themselves when it is', async () => {
    const [id, other] = [randomUUID(), randomUUID()];
    const reference = `PL-${other.slice(0, 7).toUpperCase()}`;
    const byId = aPlan(id, { plannedStart: at(-60) });
    const byReference = aPlan(reference, { plannedStart: at(-60) });
    const log = aLog(id, { arrivedAt: at(-60) });
    const sent = { plans: [byId, byReference], logs: [log] };
    for (const answer of [...(await ground.record(sent)), ...(await ground.record(sent))]) {
      expect(answer).toMatchObject({ verdict: 'HELD', refusal: { rule: 'DEL-01', code: 'PLACEMENT_UNKNOWN' } });
    }
    await ground.placement({ placementId: id, calls: [callAt(-60)] });
    expect(await stateOf(byId.externalId)).toMatchObject({ state: 'COMPLETED' });
    expect(await ground.rows('select waits_for from monitoring.held_report')).toEqual([{ waits_for: reference }]);
    await ground.placement({ placementId: other, calls: [callAt(-60)] });
    expect(await stateOf(byReference.externalId)).toMatchObject({ state: 'ALERTED' });
    expect(await ground.rows('select * from monitoring.held_report')).toEqual([]);
    expect(await ground.record(sent)).toMatchObject([
      { verdict: 'UNCHANGED' },
      { verdict: 'UNCHANGED' },
      { verdict: 'UNCHANGED' },
    ]);
  });

  it('DEL-01: no more rows of unknown placements wait for a provider than the bound; those that wait may be corrected', async () => {
    const waiting = aPlan('PL-NOBODY');
    await ground.record({ plans: [waiting] });
    await ground.rows(
      `insert into monitoring.held_report (id, council, provider_id, source, kind, external_id, as_of, because, waits_for, held_at, "row")
       select gen_random_uuid(), council, provider_id, source, kind, 'H-' || nth, as_of, because, waits_for, held_at, "row"
       from monitoring.held_report, generate_series(1, $1) nth`,
      [MOST_HELD - 2],
    );
    const placement = await ground.placement();
    const sent = { plans: [aPlan('PL-NOBODY'), aPlan('PL-NOBODY'), { ...waiting, asOf: at(-1) }, aPlan(placement)] };
    expect(await ground.record(sent)).toMatchObject([
      { verdict: 'HELD' },
      { verdict: 'REJECTED', refusal: { rule: 'DEL-01', code: 'TOO_MANY_HELD', field: 'placement' } },
      { verdict: 'HELD' },
      { verdict: 'NEW' },
    ]);
    // Another provider has a bound of its own.
    expect(await ground.record({ plans: [aPlan('PL-NOBODY')] }, 'oak')).toMatchObject([{ verdict: 'HELD' }]);
  });

  it('DEL-01: rows of placements that never become known are dropped after ninety days, and that is told', async () => {
    await ground.record({ plans: [aPlan('PL-NOBODY'), aPlan('PL-NOBODY')] });
    await ground.hub.time.freezeAt(new Date('2026-06-02T08:00:00Z'));
    await ground.record({ plans: [aPlan('PL-NOBODY')] });
    const held = async () => (await ground.rows('select id from monitoring.held_report')).length;
    await ground.hub.time.freezeAt(new Date('2026-08-30T22:59:59.999Z'));
    expect([await held(), await ground.hub.told('HeldRowsDropped')]).toEqual([3, []]);
    await ground.hub.time.freezeAt(new Date('2026-08-30T23:00:00.000Z'));
    expect(await held()).toBe(1);
    expect(await ground.hub.told('HeldRowsDropped')).toMatchObject([
      {
        audience: { providers: [ground.maple], roles: ['contract-officer'] },
        data: { providerId: ground.maple, heldRows: 2 },
      },
    ]);
    await ground.hub.time.freezeAt(new Date('2026-08-31T23:00:00.000Z'));
    expect(await held()).toBe(0);
  });

  it('IDG-05, IDG-27: a provider cannot report visits of another’s placement, nor learn that it is there', async () => {
    const placement = await ground.placement();
    const [answer] = await ground.record({ plans: [aPlan(placement)] }, 'oak');
    expect(answer).toMatchObject({ verdict: 'HELD', refusal: { rule: 'DEL-01', code: 'PLACEMENT_UNKNOWN' } });
    expect(await ground.rows('select id from monitoring.planned_visit where placement_id = $1', [placement])).toEqual(
      [],
    );
    await expect(
      recordVisits(workAs('oak'), { council: 'ashdown', source: 'roster', plans: [], logs: [] }),
    ).rejects.toThrow('another council');
    await expect(
      recordVisits(workAs('broker'), { council: 'bromley', source: 'roster', plans: [], logs: [] }),
    ).rejects.toThrow('rostering');
  });

  it('DEL-01, DEL-10: a plan that was called off goes to no other placement once it was to start', async () => {
    const [here, there] = [await ground.placement(), await ground.placement()];
    const cancellation: Cancellation = {
      ...{ at: at(-30).toISOString(), requestedBy: 'PERSON', alternative: 'FAMILY' },
      confirmedWith: 'PERSON',
      confirmedBy: 'REGISTERED_MANAGER',
    };
    const called = aPlan(there, { cancellation });
    await ground.record({ plans: [called] });
    const moved = { ...called, placement: here, asOf: at(200) };
    await ground.hub.time.freezeAt(at(200));
    expect(await ground.record({ plans: [moved] })).toMatchObject([
      { verdict: 'REJECTED', refusal: { rule: 'DEL-01', code: 'PLACEMENT_FIXED', field: 'placement' } },
    ]);
    expect(await visitsOf(here)).toMatchObject([{ state: 'MISSED' }]);
    expect(await visitsOf(there)).toMatchObject([{ state: 'CANCELLED' }]);
  });

  it('CM-05: rows of a closed quarter are held, and taken in when it is opened again', async () => {
    const placement = await ground.placement({ startsOn: '2026-01-01' });
    const march = { plannedStart: new Date('2026-03-31T08:00:00Z'), asOf: new Date('2026-03-01T00:00:00Z') };
    const plan = aPlan(placement, march);
    await ground.record({ plans: [plan] });
    await ground.rows(`insert into monitoring.closed_quarter values ('bromley', '2025-26 Q4', now())`);
    const log = aLog(placement, { arrivedAt: march.plannedStart });
    const moved = { ...plan, asOf: new Date('2026-03-30T00:00:00Z'), plannedStart: at(60), plannedEnd: at(90) };
    for (const answer of await ground.record({ plans: [moved], logs: [log] })) {
      expect(answer).toMatchObject({ verdict: 'HELD', refusal: { rule: 'CM-05', code: 'QUARTER_CLOSED' } });
    }
    expect(await stateOf(plan.externalId)).toMatchObject({ state: 'MISSED' });
    await ground.rows('delete from monitoring.closed_quarter');
    await inTransaction(ground.hub.subgraph.work(), 'bromley', (t) =>
      releaseHeld(t, 'bromley', 'QUARTER_CLOSED', ['2025-26 Q4']),
    );
    // The log is of a call that was made. That its plan was to be moved away became known only after its start.
    expect(await stateOf(plan.externalId)).toMatchObject({
      state: 'COMPLETED',
      flags: ['CHANGED_AFTER_START'],
      payable_minutes: 30,
    });
    expect(await visitsOf(placement)).toMatchObject([{ state: 'PLANNED', flags: [] }]);
    expect(await ground.rows('select * from monitoring.held_report')).toEqual([]);
  });

  it('DEL-01: more rows than a batch takes are refused as a whole', async () => {
    const plan = aPlan('PL-1');
    const input = { council: 'bromley', source: 'roster', plans: Array(5001).fill(plan), logs: [] };
    expect((await recordVisits(workAs('maple'), input)).refusals).toMatchObject([{ code: 'BATCH_TOO_LARGE' }]);
  });

  it('DEL-01: the number of statements does not hang on the number of rows', async () => {
    // Those over rows: the others are the transaction's own, and those of timers that look what is due.
    const overRows = async (count: number) => {
      // Of its own, so that no log of an earlier batch finds a visit as near as its own. All of one care day, to its turn.
      const placement = await ground.placement({ calls: [callAt(300)] });
      const starts = Array.from({ length: count }, (_, nth) => at(-1440 + Math.round((nth * 1200) / (count - 1 || 1))));
      const reports = {
        plans: starts.map((plannedStart) => aPlan(placement, { plannedStart })),
        logs: starts.map((arrivedAt, nth) => aLog(placement, { arrivedAt, worker: `W${count}-${nth}` })),
      };
      const statements = await statementsOf(ground.hub.subgraph.db, () => ground.record(reports));
      return statements.filter((each) => each.includes('$1')).length;
    };
    await overRows(1);
    const few = await overRows(3);
    expect(await overRows(80)).toBe(few);
  });
});

describe('what time alone changes', () => {
  it('SM-8, DEL-21: a visit is alerted and missed at its own instants, and not before, planned or not', async () => {
    const placement = await ground.placement({ calls: [callAt(0), callAt(0)] });
    const plan = aPlan(placement, { plannedStart: at(0) });
    await ground.record({ plans: [plan] });
    const both = await visitsOf(placement);
    const stands = async (minutes: number) => {
      await ground.hub.time.freezeAt(at(minutes));
      return new Set((await visitsOf(placement)).map(({ state }) => state));
    };
    expect(await stands(30)).toEqual(new Set(['PLANNED']));
    expect(await stands(30.001)).toEqual(new Set(['ALERTED']));
    expect(await stands(90)).toEqual(new Set(['ALERTED']));
    expect(await stands(90.001)).toEqual(new Set(['MISSED']));
    for (const { id } of both) {
      expect(await toldOf(id)).toEqual([
        ['PLANNED', at(0)],
        ['ALERTED', at(30.00001667)],
        ['MISSED', at(90.00001667)],
      ]);
    }
    expect((await visitsOf(placement)).flatMap(({ flags }) => flags)).toEqual(['NOT_PLANNED']);
  });

  it.each([
    ['ROUT-10: a first call that is confirmed in time is the first that is expected', 'CANCELLED', 3000],
    ['ROUT-10, DEL-10: one that is confirmed too late takes back no call that was missed until then', 'MISSED', 120],
  ])('%s', async (_what, state, dueAt) => {
    const placement = await ground.placement();
    const about = { council: 'bromley', subject: `placement/${placement}` };
    const clock = { rule: 'ROUT-10', dueAt: at(dueAt).toISOString() };
    await ground.hub.hear({ type: 'DeadlineStarted', ...about, data: clock });
    await ground.hub.time.freezeAt(at(300));
    expect(await visitsOf(placement)).toMatchObject([{ state: 'MISSED' }]);
    const ids = { placementId: placement, packageId: randomUUID(), callOffId: randomUUID(), providerId: ground.maple };
    const confirmed = { ...ids, firstCallAt: at(5 * 24 * 60).toISOString(), agreed: [] };
    await ground.hub.hear({ type: 'FirstCallConfirmed', ...about, data: confirmed });
    expect(await visitsOf(placement)).toMatchObject([{ state }]);
    expect(await visitsOf(placement, '2026-06-02')).toMatchObject([{ state: 'CANCELLED', off: 'NOT_BEGUN' }]);
  });

  it.each([null, 'morning'])(
    'DEL-10, DEL-21: a second carer at a call for one makes no later one: %s',
    async (names) => {
      const placement = await ground.placement({ calls: [callAt(-60), callAt(30)] });
      const morning = aPlan(placement, { externalId: 'morning', plannedStart: at(-60), plannedWorkers: ['W1'] });
      const of = { arrivedAt: at(-60), visitExternalId: names };
      await ground.record({ plans: [morning], logs: [aLog(placement, of)] });
      const second = aLog(placement, { ...of, worker: 'W2', arrivedAt: at(-55), departedAt: at(-40) });
      expect(await ground.record({ logs: [second] })).toMatchObject([{ verdict: 'NEW', warnings: ['NO_VISIT'] }]);
      await ground.hub.time.freezeAt(at(61));
      expect(await visitsOf(placement)).toMatchObject([{ state: 'COMPLETED' }, { state: 'ALERTED' }]);
    },
  );

  it('DEL-21: a log-in at exactly the thirtieth minute keeps the alert away', async () => {
    const placement = await ground.placement({ calls: [callAt(0)] });
    await ground.hub.time.freezeAt(at(30));
    await ground.record({ logs: [aLog(placement, { arrivedAt: at(30), departedAt: null })] });
    await ground.hub.time.freezeAt(at(45));
    const [visit] = await visitsOf(placement);
    expect(await statesTold(visit!.id)).toEqual(['PLANNED', 'IN_PROGRESS']);
  });

  it('DEL-10: a log that comes late makes a missed visit a late one', async () => {
    const placement = await ground.placement({ calls: [callAt(0)] });
    const plan = aPlan(placement, { plannedStart: at(0) });
    await ground.record({ plans: [plan] });
    await ground.hub.time.freezeAt(at(120));
    expect(await stateOf(plan.externalId)).toMatchObject({ state: 'MISSED', payable_minutes: 0 });
    await ground.record({ logs: [aLog(placement, { arrivedAt: at(80), departedAt: at(110) })] });
    expect(await stateOf(plan.externalId)).toMatchObject({
      state: 'COMPLETED',
      payable_minutes: 30,
      flags: ['LATE', 'OUTSIDE_WINDOW', 'NOT_TOLD'],
    });
  });

  it('DEL-10, PAY-02: a log by hand that was of another person until then makes no missed call', async () => {
    const [here, there] = [
      await ground.placement({ calls: [callAt(0)] }),
      await ground.placement({ calls: [callAt(600)] }),
    ];
    await ground.hub.time.freezeAt(at(30));
    const log = aLog(there, { arrivedAt: at(0), arrivedBy: 'MANUAL', manualReason: 'NO_SIGNAL' });
    await ground.record({ logs: [log] });
    await ground.hub.time.freezeAt(at(91));
    await ground.record({ logs: [{ ...log, placement: here, asOf: at(90) }] });
    expect(await visitsOf(here)).toMatchObject([{ state: 'MISSED', flags: ['CLAIMED_AFTER_MISSED', 'NOT_PLANNED'] }]);
  });

  it('DEL-10, PAY-02: a log by hand that named another call until then makes no missed call', async () => {
    const placement = await ground.placement({ calls: [callAt(0), callAt(60)] });
    const [first, second] = [0, 60].map((minutes) => aPlan(placement, { plannedStart: at(minutes) }));
    await ground.hub.time.freezeAt(at(40));
    const log = { ...aLog(placement, { arrivedAt: at(0), arrivedBy: 'MANUAL', manualReason: 'NO_SIGNAL' }) };
    await ground.record({ plans: [first!, second!], logs: [{ ...log, visitExternalId: first!.externalId }] });
    await ground.hub.time.freezeAt(at(151));
    expect((await visitsOf(placement)).map(({ state }) => state)).toEqual(['COMPLETED', 'MISSED']);
    await ground.record({ logs: [{ ...log, asOf: at(150), visitExternalId: second!.externalId }] });
    expect((await visitsOf(placement)).map(({ state }) => state)).toEqual(['MISSED', 'MISSED']);
    expect(await stateOf(second!.externalId)).toMatchObject({ query: 'CLAIMED_AFTER_MISSED', payable_minutes: 0 });
  });

  it('DEL-10, PAY-02: a log by hand that comes when the call was missed leaves it missed, and the council is asked', async () => {
    const placement = await ground.placement({ calls: [callAt(0)] });
    await ground.hub.time.freezeAt(at(91));
    const claim = aLog(placement, { arrivedAt: at(0), arrivedBy: 'MANUAL', manualReason: 'NO_SIGNAL' });
    expect(await ground.record({ logs: [claim] })).toMatchObject([
      { verdict: 'NEW', warnings: ['CLAIMED_AFTER_MISSED'] },
    ]);
    const [visit] = await visitsOf(placement);
    expect(visit).toMatchObject({ state: 'MISSED', flags: ['CLAIMED_AFTER_MISSED', 'NOT_PLANNED'] });
    expect(await ground.hub.told('VisitsQueried')).toMatchObject([
      { data: { visits: [{ visitId: visit!.id, state: 'MISSED', query: 'CLAIMED_AFTER_MISSED' }] } },
    ]);
    // Said again it is known no later, and asked no more.
    await ground.record({ logs: [{ ...claim, asOf: at(90), departedAt: at(29) }] });
    expect(await ground.hub.told('VisitsQueried')).toHaveLength(1);
    const input = { visitId: visit!.id, actualMinutes: 30, acceptedMinutes: null, reason: 'SEEN', evidence: 'DOC-1' };
    const { result } = await correctVisit(workAs('officer'), {
      ...input,
      state: 'COMPLETED',
      idempotencyKey: randomUUID(),
    });
    expect(result).toMatchObject({ state: 'COMPLETED', query: null, payableMinutes: 30 });
  });

  it('DEL-10: a log by hand that is sent while the call is late counts', async () => {
    const placement = await ground.placement({ calls: [callAt(0)] });
    await ground.hub.time.freezeAt(at(90));
    const log = aLog(placement, { arrivedAt: at(0), departedAt: null, arrivedBy: 'MANUAL', manualReason: 'NO_SIGNAL' });
    await ground.record({ logs: [log] });
    expect(await visitsOf(placement)).toMatchObject([{ state: 'IN_PROGRESS' }]);
    // Its departure, which comes later, does not make its arrival known later.
    await ground.hub.time.freezeAt(at(200));
    await ground.record({ logs: [{ ...log, asOf: at(199), departedAt: at(30), departedBy: 'MANUAL' }] });
    expect(await visitsOf(placement)).toMatchObject([{ state: 'COMPLETED' }]);
  });

  it('DEL-01, DEL-10: a plan that is moved, called off or taken back after the start changes nothing of the call', async () => {
    const placement = await ground.placement({ calls: [callAt(0), callAt(120)] });
    const plans = [0, 120].map((minutes) => aPlan(placement, { plannedStart: at(minutes) }));
    await ground.record({ plans });
    // Before its start a plan is its source's to change.
    const [called, moved] = plans as [(typeof plans)[0], (typeof plans)[0]];
    await ground.record({ plans: [{ ...moved, asOf: at(-1), plannedStart: at(130), plannedEnd: at(160) }] });
    expect((await stateOf(moved.externalId))!.flags).toEqual([]);
    await ground.hub.time.freezeAt(at(131));
    const cancellation: PlanReport['cancellation'] = {
      ...{ at: at(-30).toISOString(), requestedBy: 'PERSON', confirmedWith: 'PERSON' },
      ...{ confirmedBy: 'FIELD_SUPERVISOR', alternative: 'FAMILY_CARES' },
    };
    const answers = await ground.record({
      plans: [
        { ...called, asOf: at(130), cancellation },
        { ...moved, asOf: at(130), plannedStart: at(600), plannedEnd: at(630) },
      ],
    });
    expect(answers.map(({ warnings }) => warnings)).toEqual([
      ['CHANGED_AFTER_START', 'CALLED_OFF_AFTER_START'],
      ['CHANGED_AFTER_START'],
    ]);
    await ground.record({ plans: [{ ...called, asOf: at(131), removed: true }] });
    expect(await visitsOf(placement)).toMatchObject([
      { state: 'MISSED', flags: ['CHANGED_AFTER_START', 'REMOVED_AFTER_START'] },
      { state: 'PLANNED', flags: ['CHANGED_AFTER_START'] },
    ]);
    // What was reported is kept, in each of its versions.
    expect(await ground.rows('select count(*)::int from monitoring.visit_entry')).toEqual([{ count: 6 }]);
  });

  it('DEL-01, PAY-02: a plan of what nobody commissioned is no call: it is never missed, and nothing is paid of it', async () => {
    const placement = await ground.placement({ calls: [callAt(0)] });
    const extra = aPlan(placement, { plannedStart: at(300) });
    expect(await ground.record({ plans: [extra] })).toMatchObject([{ warnings: ['NOT_COMMISSIONED'] }]);
    await ground.hub.time.freezeAt(at(500));
    expect(await stateOf(extra.externalId)).toMatchObject({ state: 'CANCELLED', off: 'NOT_COMMISSIONED', query: null });
    expect(
      await ground.rows('select visit_id from monitoring.alert where visit_id = $1', [
        (await stateOf(extra.externalId))!.id,
      ]),
    ).toEqual([]);
    const [answer] = await ground.record({ logs: [aLog(placement, { arrivedAt: at(300) })] });
    expect(answer).toMatchObject({ warnings: ['NOT_COMMISSIONED'] });
    expect(await stateOf(extra.externalId)).toMatchObject({
      ...{ state: 'COMPLETED', query: 'MADE_BUT_NOT_EXPECTED', payable_minutes: 0 },
    });
    // Taken back before its start it is gone.
    const error = aPlan(placement, { plannedStart: at(700) });
    await ground.record({ plans: [error] });
    expect(await visitsOf(placement)).toHaveLength(3);
    await ground.record({ plans: [{ ...error, asOf: at(1), removed: true }] });
    expect(await stateOf(error.externalId)).toBeUndefined();
    expect(await visitsOf(placement)).toHaveLength(2);
  });

  it('DEL-01, DEL-02: of two plans as near, whichever came first, the lesser id has the log', async () => {
    for (let nth = 0; nth < 8; nth++) {
      const placement = await ground.placement({ calls: [] });
      const [lesser, greater] = ['A', 'B'].map((name) =>
        aPlan(placement, { plannedStart: at(-60), externalId: `${name}${nth}` }),
      );
      for (const plan of nth % 2 === 0 ? [greater!, lesser!] : [lesser!, greater!])
        await ground.record({ plans: [plan] });
      await ground.record({ logs: [aLog(placement, { arrivedAt: at(-60), worker: `W${nth}` })] });
      expect(await stateOf(lesser!.externalId)).toMatchObject({ state: 'COMPLETED', off: 'NOT_COMMISSIONED' });
      expect(await stateOf(greater!.externalId)).toMatchObject({ state: 'CANCELLED' });
    }
  });

  it('DEL-01: a call near four in the morning is made by who comes a little before, in whichever care day that is', async () => {
    const four = new Date('2026-06-02T03:00:00Z');
    const placement = await ground.placement({ calls: [aCall({ requestedStart: '04:00' })] });
    await ground.hub.time.freezeAt(new Date('2026-06-02T05:00:00Z'));
    const arrivedAt = new Date(+four - 5 * 60_000);
    await ground.record({
      logs: [aLog(placement, { arrivedAt })],
      plans: [aPlan(placement, { plannedStart: arrivedAt })],
    });
    expect(await visitsOf(placement, '2026-06-02')).toMatchObject([{ state: 'COMPLETED', off: null, flags: [] }]);
    expect(await ground.rows('select distinct care_day from monitoring.call_log')).toEqual([
      { care_day: '2026-06-02' },
    ]);
  });

  it('DEL-01, DEL-02: a log that names a plan of another care day ends on the same day, whichever of the two came first', async () => {
    const placement = await ground.placement({ calls: [callAt(600)] });
    await ground.hub.time.freezeAt(new Date('2026-06-02T06:00:00Z'));
    const early = (externalId: string) =>
      aPlan(placement, {
        ...{ externalId, plannedStart: new Date('2026-06-02T00:58:00Z') },
        plannedEnd: new Date('2026-06-02T01:28:00Z'),
      });
    const log = (visitExternalId: string, worker: string) =>
      aLog(placement, { visitExternalId, worker, arrivedAt: new Date('2026-06-02T04:10:00Z') });
    await ground.record({ plans: [early('PLAN-FIRST')] });
    await ground.record({ logs: [log('PLAN-FIRST', 'W1')] });
    await ground.record({ logs: [log('LOG-FIRST', 'W2')] });
    await ground.record({ plans: [early('LOG-FIRST')] });
    const days = await ground.rows('select worker, care_day as day from monitoring.call_log order by worker');
    expect(days).toEqual([
      { worker: 'W1', day: '2026-06-02' },
      { worker: 'W2', day: '2026-06-02' },
    ]);
  });

  it('DEL-21: many that fall due at once, seen by several processes, are each settled once', async () => {
    const calls = () => Array.from({ length: 60 }, (_, nth) => callAt(5 * nth));
    await ground.placement({ calls: calls() });
    await ground.placement({ providerId: ground.oak, calls: calls() });
    // Time leaps, without the sandbox's steps: all are overdue at the same moment.
    await ground.hub.time.clock.freezeAt(at(600));
    await Promise.all(Array.from({ length: 4 }, () => settleDueVisits(ground.hub.subgraph.work())));
    await ground.hub.time.settled();
    expect(
      await ground.rows(`select state, count(*)::int from monitoring.visit where day = '2026-06-01' group by state`),
    ).toEqual([{ state: 'MISSED', count: 120 }]);
    const told = await ground.hub.told('VisitsChanged');
    const missed = told.flatMap(({ data }) =>
      (data as { visits: Array<{ visitId: string; state: string }> }).visits.filter(({ state }) => state === 'MISSED'),
    );
    expect(new Set(missed.map(({ visitId }) => visitId)).size).toBe(missed.length);
    expect(missed).toHaveLength(120);
  });
});

describe('what else changes visits', () => {
  /** The calls of these placements are at eight. */
  const weekday = (day: number) => new Date(`2026-06-0${day}T07:00:00Z`);

  describe('as the council varies and ends its placements', () => {
    let cases: CasesBeside;
    beforeEach(async () => {
      cases = await CasesBeside.beside(ground.hub);
    });
    afterEach(() => cases.stop());

    /** Visits on these days of June, and where each stands by what is known now. */
    const planned = async (placementId: string, days: readonly number[]) => {
      const plans = days.map((day) =>
        aPlan(placementId, {
          plannedStart: weekday(day),
          plannedEnd: new Date(+weekday(day) + 45 * 60_000),
          externalId: `V${day} ${placementId}`,
        }),
      );
      await ground.record({ plans });
      return async () =>
        (await Promise.all(plans.map(({ externalId }) => stateOf(externalId)))).map((each) => each!.state);
    };

    it('VAR-02, VAR-03: suspended days are off, and on again once care resumes', async () => {
      const placementId = await cases.placement(ground.maple);
      const states = await planned(placementId, [2, 3, 4, 5]);
      await cases.vary(placementId, { kind: 'SUSPEND', effectiveFrom: '2026-06-03' });
      await cases.passTo(weekday(3));
      expect((await states()).slice(1)).toEqual(['CANCELLED', 'CANCELLED', 'CANCELLED']);
      await cases.vary(placementId, { kind: 'RESUME', effectiveFrom: '2026-06-05' });
      await cases.passTo(weekday(5));
      expect((await states()).slice(1)).toEqual(['CANCELLED', 'CANCELLED', 'PLANNED']);
    });

    it('DEL-01, VAR-02: who came to a suspended call that was planned twice is at the call, and not at the second plan', async () => {
      const placementId = await cases.placement(ground.maple);
      const plans = ['A', 'B'].map((externalId) =>
        aPlan(placementId, {
          ...{ externalId, plannedStart: weekday(3) },
          plannedEnd: new Date(+weekday(3) + 45 * 60_000),
        }),
      );
      await cases.vary(placementId, { kind: 'SUSPEND', effectiveFrom: '2026-06-03' });
      // A name before that of any call.
      await ground.record({ plans }, 'maple', '0');
      await cases.passTo(new Date(+weekday(3) + 3 * 3_600_000));
      await ground.record({ logs: [aLog(placementId, { arrivedAt: weekday(3), worker: 'W-SUSPENDED' })] });
      const ofDay =
        'select call_id is not null as called, state, off, query from monitoring.visit where placement_id = $1 and day = $2 order by 1';
      expect((await ground.hub.pool.query(ofDay, [placementId, '2026-06-03'])).rows).toEqual([
        { called: false, state: 'CANCELLED', off: 'NOT_COMMISSIONED', query: null },
        { called: true, state: 'COMPLETED', off: 'SUSPENDED', query: 'MADE_BUT_NOT_EXPECTED' },
      ]);
    });

    it('VAR-03, DEL-01: what is expected on the days ahead is known as soon as it is told, and not as the day begins', async () => {
      const placementId = await cases.placement(ground.maple);
      const states = await planned(placementId, [3, 4, 5]);
      await cases.vary(placementId, { kind: 'SUSPEND', effectiveFrom: '2026-06-03' });
      expect(await states()).toEqual(['CANCELLED', 'CANCELLED', 'CANCELLED']);
      await cases.vary(placementId, { kind: 'RESUME', effectiveFrom: '2026-06-05' });
      expect(await states()).toEqual(['CANCELLED', 'CANCELLED', 'PLANNED']);
      await cases.vary(placementId, {
        ...{ kind: 'CHANGE_SUSPENSION', effectiveFrom: '2026-06-03', effectiveTo: '2026-06-03' },
      });
      expect(await states()).toEqual(['CANCELLED', 'PLANNED', 'PLANNED']);
      await cases.passTo(weekday(5));
      expect((await states())[2]).toBe('PLANNED');
    });

    it('VAR-03: a suspension that is resumed sooner than it was to end is over, and another may follow it', async () => {
      const placementId = await cases.placement(ground.maple);
      const states = await planned(placementId, [3, 4, 5, 6]);
      await cases.vary(placementId, { kind: 'SUSPEND', effectiveFrom: '2026-06-03', effectiveTo: '2026-06-20' });
      await cases.vary(placementId, { kind: 'RESUME', effectiveFrom: '2026-06-04' });
      await cases.vary(placementId, { kind: 'SUSPEND', effectiveFrom: '2026-06-06' });
      await cases.passTo(weekday(6));
      expect((await states()).map((state) => state === 'CANCELLED')).toEqual([true, false, false, true]);
    });

    it('ASM-37, DEL-10: a call from before the hub knew its placement stays, once a plan spoke of it, however the plan is moved', async () => {
      await cases.passTo(new Date(+weekday(1) + 3 * 3_600_000));
      const placementId = await cases.placement(ground.maple);
      const plan = aPlan(placementId, {
        plannedStart: weekday(1),
        plannedEnd: new Date(+weekday(1) + 45 * 60_000),
      });
      await ground.record({ plans: [plan] });
      const missed = [{ expected_start: weekday(1), state: 'MISSED' }];
      const ofToday = 'select expected_start, state from monitoring.visit where placement_id = $1 and day = $2';
      const today = async () => (await ground.hub.pool.query(ofToday, [placementId, '2026-06-01'])).rows;
      expect(await today()).toEqual(missed);
      const plannedStart = new Date(+weekday(1) + 6 * 3_600_000);
      const moved = { plannedStart, plannedEnd: new Date(+plannedStart + 45 * 60_000) };
      await ground.record({ plans: [{ ...plan, ...moved, asOf: new Date(+plan.asOf + 60_000) }] });
      expect(await today()).toEqual(missed);
    });

    it('AWRD-12: up to the last day that is announced every visit is expected, and none after it', async () => {
      const placementId = await cases.placement(ground.maple);
      const states = await planned(placementId, [3, 4, 5, 6]);
      await cases.end(placementId, '2026-06-04');
      expect(await states()).toEqual(['PLANNED', 'PLANNED', 'CANCELLED', 'CANCELLED']);
      await cases.end(placementId, '2026-06-05');
      expect(await states()).toEqual(['PLANNED', 'PLANNED', 'PLANNED', 'CANCELLED']);
      await cases.takeBackEnd(placementId);
      expect(await states()).toEqual(['PLANNED', 'PLANNED', 'PLANNED', 'PLANNED']);
    });

    it('PAY-10, AWRD-12: after the last day of a placement no visit is expected', async () => {
      const placementId = await cases.placement(ground.maple);
      await planned(placementId, [2, 3]);
      await cases.end(placementId, '2026-06-02');
      await cases.passTo(new Date('2026-06-02T23:00:00Z'));
      expect(
        await ground.rows('select live, ended_on from monitoring.expected_placement where id = $1', [placementId]),
      ).toEqual([{ live: false, ended_on: '2026-06-02' }]);
      expect(await stateOf(`V3 ${placementId}`)).toMatchObject({ state: 'CANCELLED', flags: ['ENDED'] });
    });
  });

  it('SM-4, ROUT-11: the first expected call that is attended starts its placement, without any other report', async () => {
    const placement = await ground.placement({ calls: [callAt(-90), callAt(-60)] });
    const told = async () => (await ground.hub.told('FirstCallMade')).map(({ data, occurredAt }) => [data, occurredAt]);
    // One that is not expected is no first call.
    const early = aPlan(placement, { plannedStart: at(-1440) });
    await ground.record({ plans: [early], logs: [aLog(placement, { arrivedAt: at(-1440) })] });
    expect(await stateOf(early.externalId)).toMatchObject({ state: 'COMPLETED', off: expect.any(String) });
    expect(await told()).toEqual([]);
    await ground.record({ logs: [aLog(placement, { arrivedAt: at(-61), departedAt: null })] });
    const made = { placementId: placement, workerRole: null, nextCarerAdvised: null, madeAt: at(-61).toISOString() };
    expect(await told()).toEqual([[expect.objectContaining(made), at(-61)]]);
    await ground.record({ logs: [aLog(placement, { arrivedAt: at(-90), departedAt: at(-65), worker: 'W2' })] });
    expect(await told()).toHaveLength(1);
  });

  it('VAR-14: what the council varies is expected anew from its day on, by itself to its last day', async () => {
    const morning = callAt(60);
    const placement = await ground.placement({ calls: [morning] });
    const evening = aCall({ requestedStart: '19:00' });
    await ground.commission(placement, [{ ...morning, minutes: 60 }, evening], {
      from: '2026-06-03',
      to: '2026-06-04',
    });
    const made = async (day: string) =>
      (
        await ground.rows<{ minutes: number; off: string | null }>(
          `select minutes, off from monitoring.visit where placement_id = $1 and day = $2 order by expected_start`,
          [placement, day],
        )
      ).map(({ minutes, off }) => off ?? minutes);
    expect(await made('2026-06-02')).toEqual([30]);
    expect(await made('2026-06-03')).toEqual([60, 30]);
    expect(await made('2026-06-04')).toEqual([60, 30]);
    expect(await made('2026-06-05')).toEqual([30]);
    // A shorter week: what was made known and is no longer expected stays, and says why.
    const plan = aPlan(placement, { plannedStart: at(3 * 1440 + 660) });
    await ground.record({ plans: [plan] });
    await ground.commission(placement, [morning], { from: '2026-06-03' });
    expect(await made('2026-06-03')).toEqual([30, 'VARIED']);
    expect(await stateOf(plan.externalId)).toMatchObject({ state: 'CANCELLED', off: 'VARIED' });
    // The same again, told once more by the log, is nothing new.
    expect(await ground.rows('select count(*)::int from monitoring.calls_version')).toEqual([{ count: 3 }]);
  });

  it('VAR-14, PAY-10: a shorter week that is told late takes nothing from a call that was made before', async () => {
    const [early, late] = [callAt(-120), callAt(60)];
    const placement = await ground.placement({ calls: [early, late] });
    await ground.record({ logs: [aLog(placement, { arrivedAt: at(-120) })] });
    await ground.commission(placement, [], { from: '2026-06-01' });
    expect(await visitsOf(placement)).toMatchObject([
      { state: 'COMPLETED', off: null },
      { state: 'CANCELLED', off: 'VARIED' },
    ]);
    await ground.hub.time.freezeAt(at(100));
    await ground.record({ logs: [aLog(placement, { arrivedAt: at(60) })] });
    expect(await visitsOf(placement)).toMatchObject([
      { state: 'COMPLETED', off: null },
      { state: 'COMPLETED', off: 'VARIED', flags: ['VARIED'] },
    ]);
  });

  it('DEL-18: the care manager hears of the second refused call, and of a time-critical one at once', async () => {
    const often = await ground.placement({ calls: [callAt(-200), callAt(-60)] });
    const critical = await ground.placement({ calls: [callAt(-60, { timeCritical: true })] });
    const refused = { reason: 'NOT_TODAY', capacityConcern: false };
    const visit = async (placement: string, start: number) => {
      await ground.record({ logs: [aLog(placement, { arrivedAt: at(start), refused })] });
      return (await ground.hub.told('ServiceRefused')).map(({ data }) => data as object);
    };
    expect(await visit(often, -200)).toEqual([]);
    expect(await visit(often, -60)).toMatchObject([{ placementId: often, refusals: 2, timeCritical: false }]);
    expect((await visit(critical, -60))[1]).toMatchObject({
      placementId: critical,
      refusals: 1,
      timeCritical: true,
    });
  });

  it('SM-8: an officer corrects a visit on evidence; it is kept, and stands over what is reported later', async () => {
    const placement = await ground.placement({ calls: [callAt(-200)] });
    const plan = aPlan(placement, { plannedStart: at(-200) });
    await ground.record({ plans: [plan] });
    const { id } = (await stateOf(plan.externalId))!;
    const correct = (over = {}, caller = 'officer') =>
      correctVisit(workAs(caller), {
        visitId: id,
        state: 'COMPLETED',
        actualMinutes: 30,
        acceptedMinutes: null,
        reason: 'PHONE_OUT_OF_ORDER',
        evidence: 'DOC-17',
        idempotencyKey: randomUUID(),
        ...over,
      });
    await expect(correct({}, 'maple')).rejects.toThrow();
    await expect(correct({}, 'stranger')).rejects.toThrow();
    expect((await correct({ evidence: ' ' })).refusals).toMatchObject([{ rule: 'SM-8', code: 'NOT_EVIDENCED' }]);
    expect((await correct({ actualMinutes: null })).refusals).toMatchObject([{ code: 'MINUTES_MISSING' }]);
    expect((await correct({ state: 'ALERTED' })).refusals).toMatchObject([{ code: 'ILLEGAL_TRANSITION' }]);
    expect((await correct()).result).toMatchObject({ state: 'COMPLETED', payableMinutes: 30, flags: ['CORRECTED'] });
    await ground.record({ plans: [{ ...plan, asOf: at(-1), timeCritical: true }] });
    expect(await stateOf(plan.externalId)).toMatchObject({ state: 'COMPLETED', flags: ['CORRECTED'] });
    expect(
      await ground.rows(`select actor, facts->>'before' as before, facts->>'evidence' as evidence
        from monitoring.visit_entry where kind = 'CORRECTION'`),
    ).toEqual([{ actor: 'user:contract-officer@bromley', before: 'MISSED', evidence: 'DOC-17' }]);
    await ground.rows(`insert into monitoring.closed_quarter values ('bromley', '2026-27 Q1', now())`);
    expect((await correct({ state: 'MISSED' })).refusals).toMatchObject([{ rule: 'CM-05', code: 'QUARTER_CLOSED' }]);
  });

  it('DEL-13: visits since a regular team was named are the team’s or not', async () => {
    const placement = await ground.placement({ calls: [callAt(-60), callAt(-10)] });
    const plan = aPlan(placement, { plannedStart: at(-60) });
    await ground.record({ plans: [plan], logs: [aLog(placement, { arrivedAt: at(-60), worker: 'W9' })] });
    const name = (over = {}) =>
      nameRegularTeam(workAs('maple'), {
        placementId: placement,
        from: '2026-06-01',
        keyWorker: 'W1',
        workers: ['W1', 'W2'],
        idempotencyKey: randomUUID(),
        ...over,
      });
    expect((await name({ keyWorker: 'W3' })).refusals).toMatchObject([{ code: 'KEY_WORKER_NOT_IN_TEAM' }]);
    expect((await name({ from: '2026-04-30' })).refusals).toMatchObject([{ code: 'FROM_NOT_NEAR' }]);
    expect((await name()).refusals).toEqual([]);
    expect((await stateOf(plan.externalId))!.flags).toEqual(['NOT_BY_TEAM']);
    expect((await name({ workers: ['W1', 'W9'] })).refusals).toEqual([]);
    expect((await stateOf(plan.externalId))!.flags).toEqual([]);
    expect(await ground.rows('select team_named, by_team from monitoring.day_figures where attended > 0')).toEqual([
      { team_named: 1, by_team: 1 },
    ]);
  });

  it('DEL-16: a log-in by somebody who is not on the active staff is flagged', async () => {
    const placement = await ground.placement({ calls: [callAt(-60), callAt(-10)] });
    const plan = aPlan(placement, { plannedStart: at(-60) });
    await ground.record({ plans: [plan], logs: [aLog(placement, { arrivedAt: at(-60), worker: 'W9' })] });
    const declare = (from: string) =>
      declareStaff(workAs('maple'), { council: 'bromley', from, workers: ['W1'], idempotencyKey: randomUUID() });
    expect((await declare('2026-05-24')).refusals).toMatchObject([{ rule: 'DEL-16', code: 'FROM_NOT_NEAR' }]);
    expect((await declare('2026-06-01')).refusals).toEqual([]);
    expect((await stateOf(plan.externalId))!.flags).toEqual(['UNKNOWN_WORKER']);
    const [, answer] = await ground.record({
      plans: [aPlan(placement, { plannedStart: at(-10) })],
      logs: [aLog(placement, { arrivedAt: at(-10), departedAt: null, worker: 'W8' })],
    });
    expect(answer).toMatchObject({ warnings: ['UNKNOWN_WORKER'] });
  });

  it('DEL-17: a spot check is kept with who checked whom, when, and what was found', async () => {
    const placementId = await ground.placement();
    const check = (over = {}) =>
      recordSpotCheck(workAs('maple'), {
        placementId,
        at: at(-5),
        checker: 'S1',
        worker: 'W1',
        result: 'PRESENT',
        idempotencyKey: randomUUID(),
        ...over,
      });
    expect((await check({ at: at(6) })).refusals).toMatchObject([{ rule: 'DEL-17', code: 'INSTANT_IN_FUTURE' }]);
    expect((await check({ checker: 'W1' })).refusals).toMatchObject([{ code: 'CHECKED_BY_ITSELF' }]);
    expect((await check()).result).toMatchObject({ placementId, worker: 'W1', result: 'PRESENT' });
  });
});
