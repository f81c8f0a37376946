import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { prepareDatabase } from '../../hub/prepare.js';
import { SandboxTime } from '../../hub/sandbox-clock.js';
import { urlFor } from '../../kernel/database/platform.js';
import { type RunningSubgraph, startSubgraph } from '../../kernel/graphql/subgraph-server.js';
import { type Caller, SCOPES } from '../../kernel/identity/caller.js';
import { Sequencer } from '../../kernel/log/sequencer.js';
import { createLogger } from '../../kernel/values/logging.js';
import type { PlacementsTakenOver } from '../../schema/events/cases.js';
import { recordVisits } from '../../subgraphs/monitoring/commands/reports/record-visits.js';
import type { LogReport, PlanReport } from '../../subgraphs/monitoring/rules/reports/visit-report.js';
import { monitoring } from '../../subgraphs/monitoring/subgraph.js';
import { plantCouncil } from '../harness/councils.js';
import { ACTOR } from '../harness/subgraph.js';
import { aWatchedPostgres } from './ground.js';
import type { Care } from './visits-reports.js';

const SECRET = 'bench';
export const COUNCIL = 'bromley';
/** Placements that a council's case system may hand over at once (ASM-37). */
const TAKEN_AT_ONCE = 200;

/** A durable PostgreSQL of its own, and the monitoring subgraph over it in this process. */
export interface VisitsGround {
  readonly pool: pg.Pool;
  readonly time: SandboxTime;
  readonly subgraph: RunningSubgraph;
  /** Tells that placements of a provider, which ran before, are taken over, as cases tells it; answers the milliseconds until monitoring has settled it. */
  takeOver(provider: string, care: readonly Care[], startedAt: string): Promise<number>;
  /** Has them reported by the provider's system; each is new, and nothing is odd about it. Answers the milliseconds. */
  record(provider: string, reports: { readonly plans: PlanReport[]; readonly logs: LogReport[] }): Promise<number>;
  /**
   * How long it takes to COPY rows into tables of the same columns and indexes, in milliseconds. What was copied before
   * stays there: such a table grows as its own does.
   *
   * @param into names the tables that are copied into
   * @param rows of each table, the condition
   */
  copiedAgain(into: string, rows: Readonly<Record<string, string>>): Promise<number>;
  stop(): Promise<void>;
}

/** @param clocks whether it settles by itself what time brings due */
export async function visitsGround(at: Date, { clocks }: { readonly clocks: boolean }): Promise<VisitsGround> {
  const directory = await mkdtemp(join(tmpdir(), 'hub-bench-'));
  const postgres = await aWatchedPostgres(directory);
  await prepareDatabase(postgres.url, SECRET);
  const pool = new pg.Pool({ connectionString: postgres.url, max: 4 });
  pool.on('error', () => {});
  await plantCouncil(pool, { id: COUNCIL, name: COUNCIL }, {});
  const definition = clocks ? monitoring : { ...monitoring, clocks: [] };
  const time = new SandboxTime(pool, [definition]);
  await time.clock.freezeAt(at);
  const log = createLogger('bench', 'error');
  const sequencer = new Sequencer(urlFor(postgres.url, 'platform_sequencer', SECRET), log);
  sequencer.start();
  const subgraph = await startSubgraph(definition, {
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
    async takeOver(providerId, care, startedAt) {
      const now = await time.now();
      const placements = care.map((each) => takenOver(providerId, each, startedAt));
      const began = performance.now();
      for (let nth = 0; nth < placements.length; nth += TAKEN_AT_ONCE) {
        const told = { providerId, placements: placements.slice(nth, nth + TAKEN_AT_ONCE) };
        await pool.query(
          `insert into platform.event (type, subject, council, audience, actor, occurred_at, recorded_at, data)
           values ('PlacementsTakenOver', $1, $2, '{}', $3, $4, $4, $5)`,
          [`council/${COUNCIL}`, COUNCIL, ACTOR, now, JSON.stringify(told)],
        );
      }
      await time.settled(300_000);
      return performance.now() - began;
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
      const began = performance.now();
      const { result, refusals } = await recordVisits(work, { council: COUNCIL, source: 'bench', ...reports });
      const ms = performance.now() - began;
      const odd = result?.find(({ verdict, warnings }) => verdict !== 'NEW' || warnings.length > 0);
      if (!result || odd) throw new Error(`Not taken as it should be: ${JSON.stringify(odd ?? refusals)}`);
      return ms;
    },
    async copiedAgain(into, rows) {
      const { rows: settings } = await pool.query('show data_directory');
      const files: Array<{ readonly table: string; readonly file: string }> = [];
      for (const [table, condition] of Object.entries(rows)) {
        const file = join(settings[0].data_directory, `${table}.bench`);
        await pool.query(`copy (select * from monitoring.${table} as it where ${condition}) to '${file}'`);
        await pool.query(`create table if not exists public.${into}_${table} (like monitoring.${table} including all)`);
        files.push({ table, file });
      }
      await pool.query('checkpoint');
      let ms = 0;
      for (const { table, file } of files) {
        const began = performance.now();
        await pool.query(`copy public.${into}_${table} from '${file}'`);
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

type TakenOver = PlacementsTakenOver['data']['placements'][number];

function takenOver(providerId: string, { placementId, calls }: Care, startedAt: string): TakenOver {
  return {
    ...{ placementId, placementReference: `PL-${placementId}`, packageId: placementId, providerId },
    ...{ personId: placementId, careType: 'STANDARD_ADULT', funding: 'COUNCIL_ARRANGED', patch: 'East' },
    ...{ weeklyWorkerMinutes: 840, hourlyRatePence: 2200, nightRatesPence: { SLEEP_IN: null, WAKING_NIGHT: null } },
    startedAt,
    calls: { versionId: randomUUID(), from: null, to: null, calls },
  };
}
