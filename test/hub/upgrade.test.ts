import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { startSubgraphsInOneProcess } from '../../hub/in-one-process.js';
import { prepareDatabase } from '../../hub/prepare.js';
import { SandboxTime } from '../../hub/sandbox-clock.js';
import { SUBGRAPHS } from '../../hub/subgraphs.js';
import { migrate } from '../../kernel/database/orm.js';
import { preparePlatform, urlFor } from '../../kernel/database/platform.js';
import { Sequencer } from '../../kernel/log/sequencer.js';
import { createLogger } from '../../kernel/values/logging.js';
import { WEEKDAYS } from '../../schema/events/cases.js';
import { plantCouncil } from '../harness/councils.js';
import { createTestDatabase, type TestDatabase } from '../harness/database.js';
import { MONDAY_NINE } from '../harness/hub.js';

/** A database in which care was planned and given before the hub kept the council’s calls (ADR 0022). */

const SECRET = 'test';
/** How many migrations each subgraph had then. */
const THEN: Readonly<Record<string, number>> = { cases: 10, monitoring: 11, providers: 7, tenders: 4 };
const [council, provider_id] = ['bromley', randomUUID()];
const [RUNNING, OVER] = [randomUUID(), randomUUID()];
const [MADE, MISSED, UNANSWERED, AHEAD] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
const CALL = { days: WEEKDAYS, startTime: '08:00', minutes: 45, workers: 1, activities: [], timeCritical: true };

let database: TestDatabase;
let pool: pg.Pool;
let stop: () => Promise<void>;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = new pg.Pool({ connectionString: database.url, max: 2 });
  pool.on('error', () => {});
  await preparePlatform(database.url, SECRET, SUBGRAPHS);
  for (const { name, entities, migrations } of SUBGRAPHS) {
    const ownerUrl = urlFor(database.url, `${name}_owner`, SECRET);
    await migrate({ subgraph: name, ownerUrl, entities, migrations: migrations.slice(0, THEN[name]) });
  }
  await plantCouncil(pool, { id: council, name: 'Bromley' });
  const time = new SandboxTime(pool, SUBGRAPHS);
  await time.clock.freezeAt(MONDAY_NINE);
  await careAsItWas();

  await prepareDatabase(database.url, SECRET);
  const log = createLogger('hub', 'fatal');
  const sequencer = new Sequencer(urlFor(database.url, 'platform_sequencer', SECRET), log);
  sequencer.start();
  const running = await startSubgraphsInOneProcess({ databaseUrl: database.url, secret: SECRET, log, poolSize: 3 });
  stop = async () => {
    await running.stop();
    await sequencer.stop();
  };
  await time.settled();
});
afterAll(async () => {
  await stop?.();
  await pool.end();
  await database.drop();
});

/** One call a day that is made, missed or not answered, and one that is planned for Wednesday; and a placement that ended. */
async function careAsItWas(): Promise<void> {
  const of = { council, provider_id };
  for (const id of [RUNNING, OVER]) {
    const ended = { ended_at: '2026-05-20T10:00:00Z', end_date: '2026-05-20', state: 'ENDED' };
    await put('cases.placement', {
      ...{ ...of, id, state: 'ACTIVE', service_type: 'DOMICILIARY', care_type: 'STANDARD_ADULT', start_time: '08:00' },
      ...{ reference: `PL-${id}`, need: { calls: [CALL] }, offered_times: [] },
      ...(id === OVER ? ended : {}),
    });
    const over = id === OVER ? { live: false, ended_on: '2026-05-20', end_reason: 'RESIDENTIAL' } : { live: true };
    const facts = { care_type: 'STANDARD_ADULT', started_on: '2026-01-05', expected_from: '2026-01-05T08:00:00Z' };
    await put('monitoring.expected_placement', { ...of, id, reference: `PL-${id}`, ...facts, ...over });
  }
  const visit = (id: string, at: string, over: object) =>
    put('monitoring.visit', {
      ...{ ...of, id, placement_id: RUNNING, source: 'roster', external_id: id, day: at.slice(0, 10), told: [] },
      ...{ planned_start: at, planned_end: new Date(+new Date(at) + 45 * 60_000).toISOString(), planned_minutes: 45 },
      ...over,
    });
  const came = { arrived_at: '2026-05-29T08:00:00Z', departed_at: '2026-05-29T08:45:00Z' };
  const worked = { actual_minutes: 45, payable_minutes: 45, workers_came: 1 };
  await visit(MADE, '2026-05-29T08:00:00Z', { state: 'COMPLETED', ...came, ...worked });
  await visit(MISSED, '2026-05-30T08:00:00Z', { state: 'MISSED' });
  await visit(UNANSWERED, '2026-05-31T08:00:00Z', { state: 'NO_REPLY', no_reply: 'EMERGENCY' });
  await visit(AHEAD, '2026-06-03T07:10:00Z', { state: 'PLANNED', due_at: '2026-06-03T07:40:00Z' });
  await put('monitoring.call_log', {
    ...{ ...of, placement_id: RUNNING, visit_id: MADE, external_id: 'L-1', care_day: '2026-05-29', worker: 'W-1' },
    ...{ ...came, arrived_by: 'TAG', departed_by: 'TAG', as_of: '2026-05-29T09:00:00Z', tasks: [] },
  });
  const late = { state: 'CLOSED_MISSED', planned_start: '2026-05-30T08:00:00Z', violations: [] };
  await put('monitoring.alert', { ...of, placement_id: RUNNING, visit_id: MISSED, ...late });
  const emergency = { foundAt: '2026-05-31T08:08:00.000Z', officeCalledAt: '2026-05-31T08:09:00.000Z' };
  await put('monitoring.no_reply_case', {
    ...{ ...of, placement_id: RUNNING, visit_id: UNANSWERED, state: 'EMERGENCY', breaches: [] },
    emergency: { ...emergency, bagPacked: true, propertySecured: false, keysWithPerson: true },
  });
  const amounts = { from: '2026-05-25', to: '2026-05-31', amount_pence: 1650, held_pence: 0, placements: [] };
  await put('monitoring.approved_statement', { ...of, ...amounts });
  await put('cases.variation', {
    ...{ ...of, placement_id: RUNNING, kind: 'SUSPEND', state: 'AGREED', las_variation_id: 'LV-1' },
    ...{ effective_from: '2026-07-01', effective_to: '2026-07-10' },
  });
}

/** What a column is filled with that says nothing here. */
const FILLED: Readonly<Record<string, () => unknown>> = {
  uuid: randomUUID,
  text: () => 'x',
  varchar: () => '2026-01-05',
  timestamptz: () => '2026-01-05T08:00:00Z',
  int4: () => 0,
  bool: () => false,
  _text: () => [],
};

/** Inserts a row; whatever else its table asks for is filled. */
async function put(table: string, row: Readonly<Record<string, unknown>>): Promise<void> {
  const { rows } = await pool.query<{ name: string; type: string; wanted: boolean }>(
    `select column_name as name, udt_name as type, is_nullable = 'NO' and column_default is null as wanted
     from information_schema.columns where table_schema || '.' || table_name = $1`,
    [table],
  );
  const columns = rows.filter(({ name, wanted }) => wanted || name in row);
  expect(Object.keys(row).filter((name) => !columns.some((column) => column.name === name))).toEqual([]);
  const values = columns.map(({ name, type }) => {
    if (!(name in row)) return FILLED[type]!();
    return type === 'jsonb' ? JSON.stringify(row[name]) : row[name];
  });
  const places = columns.map((_, nth) => `$${nth + 1}`);
  await pool.query(
    `insert into ${table} (${columns.map(({ name }) => `"${name}"`).join()}) values (${places.join()})`,
    values,
  );
}

const found = async (sql: string, ...parameters: unknown[]) => (await pool.query(sql, parameters)).rows;

it('DEL-01: each placement has the calls of its need, and monitoring hears of those that run, from tomorrow on', async () => {
  expect(await found(`select placement_id, "from", calls from cases.calls_version order by placement_id`)).toEqual(
    [RUNNING, OVER].sort().map((placement_id) => ({
      placement_id,
      from: null,
      calls: [expect.objectContaining({ requestedStart: '08:00', minutes: 45, timeCritical: true, agreedStart: null })],
    })),
  );
  expect(
    await found(`select data->>'placementId' as id, data->>'because' as because from platform.event
      where type = 'CommissionedCallsChanged'`),
  ).toEqual([{ id: RUNNING, because: 'UPGRADE' }]);
  expect(await found(`select placement_id, "from" from monitoring.calls_version`)).toEqual([
    { placement_id: RUNNING, from: '2026-06-02' },
  ]);
});

it('DEL-01: what was made until today stands by its plans, under its id; from tomorrow on the calls are expected', async () => {
  expect(
    await found(
      `select id, call_id is not null as called, state, off, payable_minutes as payable from monitoring.visit
       where day < '2026-06-02' order by day`,
    ),
  ).toEqual([
    { id: MADE, called: false, state: 'COMPLETED', off: null, payable: 45 },
    { id: MISSED, called: false, state: 'MISSED', off: null, payable: 0 },
    { id: UNANSWERED, called: false, state: 'NO_REPLY', off: null, payable: 0 },
  ]);
  const ahead = await found(
    `select day, state, call_id is not null as called, time_critical from monitoring.visit
     where day between '2026-06-02' and '2026-06-04' order by day`,
  );
  expect(ahead).toEqual(
    ['2026-06-02', '2026-06-03', '2026-06-04'].map((day) => {
      return { day, state: 'PLANNED', called: true, time_critical: true };
    }),
  );
  expect(
    await found(
      `select visit.call_id is not null as called from monitoring.planned_visit plan
       join monitoring.visit visit on visit.id = plan.visit_id where plan.id = $1`,
      AHEAD,
    ),
  ).toEqual([{ called: true }]);
});

it('DEL-21, DEL-37, PAY-07: alerts, no replies and statements are about the visits that they were about', async () => {
  expect(
    await found('select kind, visit.id from monitoring.alert join monitoring.visit on visit.id = alert.visit_id'),
  ).toEqual([{ kind: 'LATE', id: MISSED }]);
  expect(await found(`select emergency->'steps' as steps from monitoring.no_reply_case`)).toEqual([
    {
      steps: ['OVERNIGHT_BAG', 'KEYS_WITH_PERSON'].map((step) => {
        return { step, outcome: 'DONE', at: '2026-05-31T08:09:00.000Z' };
      }),
    },
  ]);
  expect(await found('select amount_pence, adjustment_pence, lines_kept from monitoring.approved_statement')).toEqual([
    { amount_pence: 1650, adjustment_pence: 0, lines_kept: false },
  ]);
});

it('IDG-16: nothing that was told in going over is left lying', async () => {
  const held = SUBGRAPHS.map(({ name }) => `select '${name}' as subgraph, reason from ${name}.quarantined_event`);
  expect(await found(held.join(' union all '))).toEqual([]);
});
