import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { startEmbeddedPostgres } from '../../hub/postgres/embedded-postgres.js';
import { prepareDatabase } from '../../hub/prepare.js';
import { SandboxTime } from '../../hub/sandbox-clock.js';
import { urlFor } from '../../kernel/database/platform.js';
import { type RunningSubgraph, startSubgraph } from '../../kernel/graphql/subgraph-server.js';
import { type Caller, SCOPES } from '../../kernel/identity/caller.js';
import { Sequencer } from '../../kernel/log/sequencer.js';
import { createLogger } from '../../kernel/values/logging.js';
import { recordVisits } from '../../subgraphs/monitoring/commands/reports/record-visits.js';
import type { LogReport, PlanReport } from '../../subgraphs/monitoring/rules/reports/visit-report.js';
import { monitoring } from '../../subgraphs/monitoring/subgraph.js';
import { plantCouncil } from '../harness/councils.js';
import { type Figure, figure, percentile } from './figures.js';

const SECRET = 'bench';
const COUNCIL = 'bromley';
/** Monday 1 June 2026, 09:00 in London; what is ingested lies before it. */
const NOW = new Date('2026-06-01T08:00:00.000Z');

const ROWS = 100_000;
const BATCH = 5000;
const PLACEMENTS = 500;
const WORKERS = 100;
const TIMED = 4000;
const TIMED_PROVIDERS = 20;
const ALERT_MINUTES = 30;
const CALLS_A_DAY = [7 * 60, 12 * 60, 17 * 60, 21 * 60];

export default async function visitsGroup(): Promise<Figure[]> {
  const ground = await visitsGround();
  try {
    return [await ingested(ground), ...(await settledInTime(ground))];
  } finally {
    await ground.stop();
  }
}

/**
 * Plans and logs of past days, taken in by the batch: checked, matched, derived, added up and kept for audit; against a
 * COPY of the very rows that they left, into tables with the same indexes.
 */
async function ingested(ground: VisitsGround): Promise<Figure> {
  const provider = randomUUID();
  const placements = await ground.placements(provider, PLACEMENTS);
  await ground.pool.query('checkpoint');
  let ms = 0;
  for (let nth = 0; nth < ROWS / BATCH; nth++) {
    const reports = history(placements, nth * (BATCH / 2), BATCH / 2);
    const began = performance.now();
    await ground.record(provider, reports);
    ms += performance.now() - began;
  }
  const copyMs = await ground.copiedAgain(['visit', 'call_log', 'visit_entry', 'day_figures']);
  return figure('visits: rows recorded a second, against a COPY of what they left', ROWS / (ms / 1000), 'rows/s', {
    floor: ROWS / (copyMs / 1000),
    goal: 'ratio >= 0.4',
    met: (_value, ratio) => ratio >= 0.4,
  });
}

/**
 * Visits that nobody came to, of many providers, whose alerts fall due within one minute of the real clock: how long
 * after its instant each was settled, alert and all, and committed.
 */
async function settledInTime(ground: VisitsGround): Promise<Figure[]> {
  const { pool, time } = ground;
  await time.clock.runFrom(await time.now());
  const begins = (await time.now()).getTime() + 10_000;
  for (let nth = 0; nth < TIMED_PROVIDERS; nth++) {
    const provider = randomUUID();
    const placements = await ground.placements(provider, TIMED / TIMED_PROVIDERS);
    const plans = placements.map((placement, which): PlanReport => {
      // Spread over the minute, each provider's as well.
      const alertAt = begins + ((which * TIMED_PROVIDERS + nth) / TIMED) * 60_000;
      const plannedStart = new Date(alertAt - ALERT_MINUTES * 60_000);
      return {
        ...history([placement], 0, 1).plans[0]!,
        externalId: `T${nth}-${which}`,
        asOf: new Date(plannedStart.getTime() - 60_000),
        timeCritical: false,
        plannedWorkers: [],
        plannedStart,
        plannedEnd: new Date(plannedStart.getTime() + 30 * 60_000),
      };
    });
    await ground.record(provider, { plans, logs: [] });
  }
  await sleep(begins + 60_000 - (await time.now()).getTime());
  const giveUp = Date.now() + 60_000;
  const waiting = `select count(*)::int as left from monitoring.visit where source = 'bench' and state = 'PLANNED' and due_at < platform.now()`;
  while ((await pool.query(waiting)).rows[0].left > 0 && Date.now() < giveUp) await sleep(50);
  const { rows } = await pool.query<{ ms: number }>(
    `select extract(epoch from pg_xact_commit_timestamp(visit.xmin) - visit.planned_start - $1 * interval '1 minute')::float8
       * 1000 + (select -offset_ms from platform.sandbox_clock) * -1 as ms
     from monitoring.visit as visit join monitoring.alert as alert on alert.visit_id = visit.id
     where visit.external_id like 'T%' and visit.state = 'ALERTED'`,
    [ALERT_MINUTES],
  );
  const ms = rows.map((row) => row.ms);
  const events = await pool.query(`select count(*)::int as told from platform.event where type = 'VisitAlertRaised'`);
  if (ms.length !== TIMED || events.rows[0].told !== TIMED) {
    throw new Error(`Of ${TIMED} visits ${ms.length} were alerted, and ${events.rows[0].told} alerts were told.`);
  }
  const name = `visits: ${TIMED} alerts due within a minute, raised so long after they fell due`;
  return [
    figure(`${name}, p50`, percentile(ms, 0.5), 'ms'),
    figure(`${name}, p99`, percentile(ms, 0.99), 'ms'),
    figure(`${name}, the latest`, Math.max(...ms), 'ms', { goal: '<= 1000', met: (value) => value <= 1000 }),
  ];
}

/** So many visits of the past, day by day, each with its log. */
export function history(
  placements: readonly string[],
  from: number,
  count: number,
): { plans: PlanReport[]; logs: LogReport[] } {
  const plans: PlanReport[] = [];
  const logs: LogReport[] = [];
  const aDay = placements.length * CALLS_A_DAY.length;
  for (let nth = from; nth < from + count; nth++) {
    const day = Math.floor(nth / aDay);
    const call = Math.floor((nth % aDay) / placements.length);
    const place = nth % placements.length;
    // A worker goes round five people, with a quarter of an hour between.
    const worker = `W${place % WORKERS}`;
    const minute = CALLS_A_DAY[call]! + Math.floor(place / WORKERS) * 45;
    const plannedStart = new Date(NOW.getTime() - (60 - day) * 86_400_000 + (minute - 9 * 60) * 60_000);
    const plannedEnd = new Date(plannedStart.getTime() + 30 * 60_000);
    const arrivedAt = new Date(plannedStart.getTime() + ((nth * 7) % 12) * 60_000);
    const departedAt = new Date(arrivedAt.getTime() + (28 + (nth % 5)) * 60_000);
    plans.push({
      externalId: `V${nth}`,
      asOf: new Date(plannedStart.getTime() - 86_400_000),
      placement: placements[place]!,
      plannedStart,
      plannedEnd,
      night: null,
      windowFrom: null,
      windowTo: null,
      timeCritical: nth % 10 === 0,
      workersNeeded: 1,
      plannedWorkers: [worker],
      travelMetres: 1500,
      tasks: ['PERSONAL_CARE', 'MEAL'],
      movedFrom: null,
      cancellation: null,
      told: [],
      removed: false,
    });
    logs.push({
      externalId: `L${nth}`,
      asOf: departedAt,
      placement: placements[place]!,
      visitExternalId: null,
      worker,
      arrivedAt,
      arrivedBy: 'GPS',
      arrivedMetres: 12,
      departedAt,
      departedBy: 'GPS',
      departedMetres: 20,
      manualReason: null,
      tasks: [
        { task: 'PERSONAL_CARE', outcome: 'DONE', reason: null },
        { task: 'MEAL', outcome: 'DONE', reason: null },
      ],
      refused: null,
      removed: false,
    });
  }
  return { plans, logs };
}

/** A durable PostgreSQL of its own, and the monitoring subgraph over it in this process. */
interface VisitsGround {
  readonly pool: pg.Pool;
  readonly time: SandboxTime;
  readonly subgraph: RunningSubgraph;
  /** So many placements of a provider, told of as if by cases. */
  placements(provider: string, count: number): Promise<string[]>;
  /** Has them reported by the provider's system; each is new, and nothing is odd about it. */
  record(provider: string, reports: { readonly plans: PlanReport[]; readonly logs: LogReport[] }): Promise<void>;
  /** How long it takes to COPY all rows of these tables into empty ones with the same indexes, in milliseconds. */
  copiedAgain(tables: readonly string[]): Promise<number>;
  stop(): Promise<void>;
}

export async function visitsGround(): Promise<VisitsGround> {
  const directory = await mkdtemp(join(tmpdir(), 'hub-bench-'));
  const first = await startEmbeddedPostgres({ directory });
  const client = new pg.Client(first.url);
  await client.connect();
  await client.query('alter system set track_commit_timestamp = on');
  await client.end();
  await first.stop();
  const postgres = await startEmbeddedPostgres({ directory });
  await prepareDatabase(postgres.url, SECRET);
  const pool = new pg.Pool({ connectionString: postgres.url, max: 4 });
  pool.on('error', () => {});
  await plantCouncil(pool, { id: COUNCIL, name: COUNCIL }, {});
  const time = new SandboxTime(pool, [monitoring]);
  await time.clock.freezeAt(NOW);
  const log = createLogger('bench', 'error');
  const sequencer = new Sequencer(urlFor(postgres.url, 'platform_sequencer', SECRET), log);
  sequencer.start();
  const subgraph = await startSubgraph(monitoring, {
    databaseUrl: urlFor(postgres.url, 'monitoring_app', SECRET),
    verifyIdentity: async () => {
      throw new Error('nobody calls');
    },
    ask: async () => {
      throw new Error('nobody answers');
    },
    log,
  });
  return {
    pool,
    time,
    subgraph,
    async placements(provider, count) {
      const ids = Array.from({ length: count }, () => randomUUID());
      await pool.query(
        `insert into monitoring.expected_placement (id, council, reference, package_id, provider_id, person_id,
           care_type, patch, weekly_worker_minutes, live)
         select id, $2, 'PL-' || id, id, $3, id, 'STANDARD_ADULT', 'East', 840, true from unnest($1::uuid[]) as id`,
        [ids, COUNCIL, provider],
      );
      return ids;
    },
    async record(provider, reports) {
      const caller: Caller = {
        subject: `machine:rostering:${provider}`,
        role: 'rostering',
        organisation: provider,
        councils: [COUNCIL],
        scopes: SCOPES,
      };
      const work = { ...subgraph.work(), caller };
      const { result, refusals } = await recordVisits(work, { council: COUNCIL, source: 'bench', ...reports });
      const odd = result?.find(({ verdict, warnings }) => verdict !== 'NEW' || warnings.length > 0);
      if (!result || odd) throw new Error(`Not taken as it should be: ${JSON.stringify(odd ?? refusals)}`);
    },
    async copiedAgain(tables) {
      const { rows } = await pool.query('show data_directory');
      let ms = 0;
      for (const table of tables) {
        const file = join(rows[0].data_directory, `${table}.bench`);
        await pool.query(`copy monitoring.${table} to '${file}'`);
        await pool.query(`create table public.bare_${table} (like monitoring.${table} including all)`);
        await pool.query('checkpoint');
        const began = performance.now();
        await pool.query(`copy public.bare_${table} from '${file}'`);
        ms += performance.now() - began;
      }
      return ms;
    },
    async stop() {
      await subgraph.stop();
      await sequencer.stop();
      await pool.end();
      await postgres.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
