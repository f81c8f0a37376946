import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JWK } from 'jose';
import pg from 'pg';
import { People } from '../../hub/demo/people.js';
import { buildRegister } from '../../hub/demo/register.js';
import { publicHalf, signClientToken } from '../../hub/home.js';
import { startSubgraphsInOneProcess } from '../../hub/in-one-process.js';
import { startEmbeddedPostgres } from '../../hub/postgres/embedded-postgres.js';
import { prepareDatabase } from '../../hub/prepare.js';
import { SandboxTime } from '../../hub/sandbox-clock.js';
import { SUBGRAPHS } from '../../hub/subgraphs.js';
import { urlFor } from '../../kernel/database/platform.js';
import { Sequencer } from '../../kernel/log/sequencer.js';
import { createLogger } from '../../kernel/values/logging.js';
import { aClientKey, MONDAY_NINE } from '../harness/hub.js';
import { send, times } from './load.js';
import { type Process, startProcess } from './processes.js';
import type { ServerActs, ServerKind, Usage } from './server.js';

const SECRET = 'bench';
const SUBMIT_REQUEST = `mutation ($input: SubmitServiceRequestInput!) {
  submitServiceRequest(input: $input) { package { id } refusals { code message } }
}`;

export interface OpenCallOff {
  readonly id: string;
  readonly version: number;
}

export interface Server {
  readonly url: string;
  usage(): Promise<Usage>;
}

/** What every group stands on: a durable PostgreSQL of its own with the demo's register in it, on a still clock. */
export interface Ground {
  /** As superuser: to look, and for what our figures are held against. */
  readonly pool: pg.Pool;
  /** Resolves when nothing of what was asked is still under way. */
  settled(): Promise<void>;
  authorization(subject: string): Promise<string>;
  /**
   * Starts a server in a process of its own.
   * @param flags of Node
   * @param checkout another version of the hub, built, whose server it is
   */
  serve(kind: ServerKind, flags?: readonly string[], checkout?: string): Promise<Server>;
  /** Requests care in the East patch for so many more people; answers the call-offs that open for them. */
  openCallOffs(hub: Server, count: number): Promise<OpenCallOff[]>;
  /** Ends everything that was started, and forgets the data. */
  stop(): Promise<void>;
}

export async function startGround(): Promise<Ground> {
  const directory = await mkdtemp(join(tmpdir(), 'hub-bench-'));
  const key = await aClientKey();
  const ends: Array<() => Promise<unknown>> = [() => rm(directory, { recursive: true, force: true })];
  let stopped: Promise<void> | undefined;
  const stop = () => {
    stopped ??= (async () => {
      for (let end = ends.pop(); end; end = ends.pop()) await end();
    })();
    return stopped;
  };
  const interrupted = () => void stop().finally(() => process.exit(130));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, interrupted);
    ends.push(async () => process.off(signal, interrupted));
  }
  try {
    return await groundOver(directory, key, ends, stop);
  } catch (error) {
    await stop();
    throw error;
  }
}

async function groundOver(
  directory: string,
  key: JWK,
  ends: Array<() => Promise<unknown>>,
  stop: () => Promise<void>,
): Promise<Ground> {
  const { url: databaseUrl, stop: stopPostgres } = await aWatchedPostgres(directory);
  ends.push(stopPostgres);
  await prepareDatabase(databaseUrl, SECRET);
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 4 });
  pool.on('error', () => {});
  ends.push(() => pool.end());
  const time = new SandboxTime(pool, SUBGRAPHS);
  await registerProviders(databaseUrl, time);

  const settled = () => time.settled(120_000);
  const people = new People(1);
  let requests = 0;
  const authorization = async (subject: string) => `Bearer ${await signClientToken(key, subject)}`;
  return {
    pool,
    settled,
    authorization,
    async serve(kind, flags, checkout) {
      const server: Process<ServerActs> = startProcess('./server.js', flags, checkout);
      ends.push(() => server.stop());
      const clientKeys = { keys: [publicHalf(key)] };
      const url = await server.ask('start', { kind, databaseUrl, secret: SECRET, clientKeys });
      return { url, usage: () => server.ask('usage') };
    },
    async openCallOffs(hub, count) {
      const asCaseSystem = { url: hub.url, authorization: await authorization('machine:case-system@bromley') };
      const now = await time.now();
      const packages: string[] = [];
      const requestNext = async () => {
        requests += 1;
        const input = people.request(requests, now);
        const body = JSON.stringify({ query: SUBMIT_REQUEST, variables: { input } });
        const { text } = await send({ ...asCaseSystem, body });
        const packageId = JSON.parse(text).data?.submitServiceRequest?.package?.id as string | undefined;
        if (!packageId) throw new Error(`The request was not taken: ${text}`);
        packages.push(packageId);
      };
      await times(count, 4, requestNext);
      await settled();
      const { rows } = await pool.query<OpenCallOff>(
        `select id, version from tenders.call_off where package_id = any($1) and state = 'OPEN'`,
        [packages],
      );
      if (rows.length !== count) throw new Error(`Of ${count} requests ${rows.length} opened a call-off.`);
      return rows;
    },
    stop,
  };
}

/** It counts statements, and keeps when each transaction was committed. */
export async function aWatchedPostgres(directory: string) {
  const first = await startEmbeddedPostgres({ directory });
  const client = new pg.Client(first.url);
  await client.connect();
  await client.query(`alter system set shared_preload_libraries = 'pg_stat_statements'`);
  await client.query('alter system set track_commit_timestamp = on');
  await client.query('create extension pg_stat_statements');
  await client.end();
  await first.stop();
  return startEmbeddedPostgres({ directory });
}

async function registerProviders(databaseUrl: string, time: SandboxTime): Promise<void> {
  const log = createLogger('bench', 'error');
  const sequencer = new Sequencer(urlFor(databaseUrl, 'platform_sequencer', SECRET), log);
  sequencer.start();
  await time.clock.freezeAt(MONDAY_NINE);
  const running = await startSubgraphsInOneProcess({ databaseUrl, secret: SECRET, log, poolSize: 3 });
  await buildRegister(() => running.subgraphs.get('providers')!.work());
  await time.settled(120_000);
  await running.stop();
  await sequencer.stop();
}
