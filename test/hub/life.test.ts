import { PROVIDERS } from '../../hub/demo/borough.js';
import { makeLateCall } from '../../hub/demo/late-call.js';
import { Life, stopFor } from '../../hub/demo/life.js';
import { People } from '../../hub/demo/people.js';
import { careOfQuarter } from '../../hub/demo/quarter.js';
import { rosteringOf } from '../../hub/demo/register.js';
import type { Home } from '../../hub/home.js';
import { publicHalf } from '../../hub/home.js';
import { sandboxIssuer } from '../../hub/issuers.js';
import type { Caller } from '../../kernel/identity/caller.js';
import { SCOPES_OF_ROLE } from '../../kernel/identity/scopes-of-role.js';
import { createLogger } from '../../kernel/values/logging.js';
import { takeOverPlacements } from '../../subgraphs/cases/commands/placements/take-over-placements.js';
import { recordVisits } from '../../subgraphs/monitoring/commands/reports/record-visits.js';
import type { LogReport } from '../../subgraphs/monitoring/rules/reports/visit-report.js';
import { aClientKey, startTestHub, type TestHub } from '../harness/hub.js';

/** Half past six in the morning of a Tuesday: before anybody is called at. */
const EARLY = new Date('2026-06-02T05:30:00Z');
const SEED = 1;
const MOST = 16;

let hub: TestHub;
const log = createLogger('life', 'fatal');
const aLife = () => new Life({ pool: hub.pool, monitoring: hub.hub.subgraphs.get('monitoring')!, seed: SEED, log });

beforeEach(async () => {
  hub = await startTestHub({ at: EARLY });
});
afterEach(() => hub.stop());

/** Some of the people whom the past quarter takes over. */
async function takenOver(count: number): Promise<void> {
  const people = new People(SEED);
  const running = careOfQuarter(SEED, '2026-01-01', '2026-03-31')
    .filter(({ endsOn, varied }) => !endsOn && !varied)
    .slice(0, count)
    .map((care) => people.running(care));
  const caller: Caller = {
    ...{ subject: 'machine:case-system@bromley', role: 'case-system', organisation: 'bromley' },
    ...{ councils: ['bromley'], scopes: SCOPES_OF_ROLE['case-system'] },
  };
  const work = { ...hub.hub.subgraphs.get('cases')!.work(), caller };
  const { refusals } = await takeOverPlacements(work, { idempotencyKey: 'taken-over', placements: running });
  expect(refusals).toEqual([]);
  await hub.time.settled();
}

/** How many visits of the first day are in each state. */
async function states(): Promise<Readonly<Record<string, number>>> {
  const { rows } = await hub.pool.query<{ state: string; count: number }>(
    `select state, count(*)::int as count from monitoring.visit where day = '2026-06-02' group by state`,
  );
  return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
}

async function rows(): Promise<{ readonly plans: number; readonly logs: number; readonly entries: number }> {
  const { rows: counted } = await hub.pool.query(
    `select (select count(*)::int from monitoring.planned_visit) as plans,
       (select count(*)::int from monitoring.call_log) as logs,
       (select count(*)::int from monitoring.visit_entry) as entries`,
  );
  return counted[0];
}

/** Time passes as `hub clock advance` lets it: it stops for what is due, and waits until it has been said. */
async function passTo(life: Life, target: Date): Promise<void> {
  let next = await life.turn();
  for (let turns = 0; next < target && turns < 400; turns++) {
    const stop = stopFor(next);
    if (stop > (await hub.time.now())) await hub.time.freezeAt(stop < target ? stop : target);
    next = await life.turn();
    await hub.time.settled();
  }
  await hub.time.freezeAt(target);
}

it('DEL-01, DEL-02, DEL-21: life goes on: calls are planned the day before, logged as they are made, and hardly any is late', async () => {
  await takenOver(MOST);
  const expected = (await states()).PLANNED!;
  expect(expected).toBeGreaterThan(MOST);
  const life = aLife();
  const next = await life.turn();
  expect(+next).toBeGreaterThan(+EARLY);
  // Today and tomorrow, a day or more ahead; nobody has come yet.
  const planned = await rows();
  expect(planned.logs).toBe(0);
  expect(planned.plans).toBeGreaterThan(expected * 1.8);

  await passTo(life, new Date('2026-06-02T22:30:00Z'));
  const { COMPLETED = 0, MISSED = 0, CANCELLED = 0, REFUSED = 0, ...others } = await states();
  expect(COMPLETED).toBeGreaterThan(expected * 0.9);
  expect(COMPLETED + MISSED + CANCELLED + REFUSED).toBe(expected);
  expect(others).toEqual({});
  const { rows: alerts } = await hub.pool.query(`select state from monitoring.alert`);
  expect(alerts.length).toBeLessThan(expected * 0.15);

  // Whoever begins anew finds what has been said in the rows themselves, and says nothing twice.
  const before = await rows();
  await aLife().turn();
  expect(await rows()).toEqual(before);
});

it('DEL-01, DEL-21, ASM-37: whoever is taken over at noon is late for nothing of the morning, unless somebody reports of it', async () => {
  await hub.time.freezeAt(new Date('2026-06-02T11:40:00Z'));
  await takenOver(MOST);
  const { PLANNED: ahead = 0, ...begun } = await states();
  expect(ahead).toBeGreaterThan(0);
  expect(begun).toEqual({});
  const life = aLife();
  await life.turn();
  await hub.time.settled();
  expect(await states()).toEqual({ PLANNED: ahead });
  const { rows: alerts } = await hub.pool.query('select from monitoring.alert');
  expect(alerts).toEqual([]);

  // Its provider reports one call of a morning: then all calls of that morning are expected.
  const { rows: somebody } = await hub.pool.query<{ id: string; provider_id: string }>(
    `select placement_id as id, provider_id from monitoring.visit where day = '2026-06-02' limit 1`,
  );
  const { id: placement, provider_id: provider } = somebody[0]!;
  const monitoring = hub.hub.subgraphs.get('monitoring')!;
  const caller = rosteringOf(PROVIDERS.find(({ id }) => id === provider)!);
  const reported = { council: 'bromley', source: 'by-hand', plans: [], logs: [morningLog(placement)] };
  const { refusals } = await recordVisits({ ...monitoring.work(), caller }, reported);
  expect(refusals).toEqual([]);
  await hub.time.settled();
  expect((await states()).COMPLETED).toBe(1);
});

/** Somebody came at eight and stayed for half an hour. */
function morningLog(placement: string): LogReport {
  const [arrivedAt, departedAt] = [new Date('2026-06-02T07:00:00Z'), new Date('2026-06-02T07:30:00Z')];
  return {
    ...{
      externalId: 'MORNING',
      asOf: departedAt,
      placement,
      visitExternalId: null,
      worker: 'W1',
      arrivedAt,
      departedAt,
    },
    ...{ arrivedBy: 'GPS', departedBy: 'GPS', arrivedMetres: 5, departedMetres: 5, manualReason: null },
    ...{ tasks: [], refused: null, removed: false },
  };
}

it('DEL-02, DEL-10: what happened while the hub was down is made up for: what a device kept counts', async () => {
  await takenOver(12);
  await aLife().turn();
  await hub.time.freezeAt(new Date('2026-06-02T22:30:00Z'));
  const { MISSED: missed = 0 } = await states();
  expect(missed).toBeGreaterThan(10);
  const life = aLife();
  for (let turns = 0; turns < 10 && (await life.turn()) <= (await hub.time.now()); turns++);
  await hub.time.settled();
  const { MISSED = 0, COMPLETED } = await states();
  expect(COMPLETED).toBeGreaterThan(missed * 0.8);
  expect(MISSED).toBeLessThan(missed * 0.2);
  // No log by hand is waiting for the council, unless its provider wrote it down in the evening.
  const { rows: byHand } = await hub.pool.query(
    `select from monitoring.call_log where arrived_by = 'MANUAL' and as_of <= departed_at + interval '1 minute'`,
  );
  expect(byHand).toEqual([]);
});

it('DEL-21, VAR-06, WIN-15: a late call is one that the council commissioned and nobody makes: its alert comes, and life leaves it alone', async () => {
  const key = await aClientKey();
  await hub.stop();
  hub = await startTestHub({ at: EARLY, issuers: [sandboxIssuer({ keys: [publicHalf(key)] })] });
  await takenOver(MOST);
  const life = aLife();
  await passTo(life, new Date('2026-06-02T05:45:20Z'));
  const running = { pid: process.pid, gatewayUrl: hub.hub.url, databaseUrl: hub.databaseUrl };
  const home = { clientKey: async () => key, running: async () => running } as unknown as Home;
  const reached = { running, home, pool: hub.pool };
  const { placement, alertAt } = await makeLateCall(reached, 'oakwood');
  const again = await makeLateCall(reached, 'oakwood');
  expect(again.alertAt).toEqual(alertAt);
  await hub.time.settled();
  expect(alertAt).toEqual(new Date('2026-06-02T05:46:00Z'));
  await passTo(life, new Date(+alertAt + 1));
  const { rows: alerts } = await hub.pool.query(
    `select alert.state, alert.raised_at, visit.night from monitoring.alert as alert
     join monitoring.visit on visit.id = alert.visit_id
     join monitoring.expected_placement as expected on expected.id = visit.placement_id where expected.reference = $1`,
    [placement],
  );
  expect(alerts).toEqual([{ state: 'RAISED', raised_at: alertAt, night: 'WAKING_NIGHT' }]);
  await passTo(life, new Date('2026-06-02T06:30:00Z'));
  const { rows: logs } = await hub.pool.query(
    `select from monitoring.call_log as log join monitoring.visit on visit.id = log.visit_id
     where visit.night is not null`,
  );
  expect(logs).toEqual([]);
});
