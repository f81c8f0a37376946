import { readdir, readFile } from 'node:fs/promises';
import pg from 'pg';
import { grantReader } from '../gateway/grants.js';
import { startHeartbeat } from '../gateway/heartbeat.js';
import type { Published } from '../gateway/http/published.js';
import type { Live } from '../gateway/live/live.js';
import { type RunningGateway, type StartOptions, startGateway } from '../gateway/main.js';
import { urlFor } from '../kernel/database/platform.js';
import { tellOfLost } from '../kernel/database/pool.js';
import type { Needs } from '../kernel/graphql/readiness.js';
import { BrokeredWakeUps } from '../kernel/log/broker.js';
import { eventLogReader } from '../kernel/log/event-log.js';
import { ensureNumbered, Sequencer } from '../kernel/log/sequencer.js';
import { ListeningWakeUps, type WakeUps } from '../kernel/log/wake.js';
import type { Logger } from '../kernel/values/logging.js';
import { FEEDS } from '../schema/feeds.js';
import { ROW_STREAMS } from '../schema/row-streams.js';
import { TABLES } from '../schema/tables.js';
import { type SubgraphsInOneProcess, startSubgraphsInOneProcess } from './in-one-process.js';

export interface HubOptions {
  /** An administrator's URL of a prepared database. */
  readonly databaseUrl: string;
  readonly secret: string;
  /** Whose tokens are believed. */
  readonly issuers: StartOptions['issuers'];
  readonly port?: number;
  readonly host?: string;
  readonly log: Logger;
  readonly explorer?: StartOptions['explorer'];
  readonly limits?: StartOptions['limits'];
  readonly planner?: StartOptions['planner'];
  readonly poolSize?: number;
  /** Servers of the broker that wakes gateways, as `nats://host:port`; PostgreSQL does unless given. */
  readonly wake?: string;
}

export interface RunningHub {
  readonly url: string;
  readonly subgraphs: SubgraphsInOneProcess['subgraphs'];
  readonly gateway: RunningGateway;
  /** Says that it is not ready and takes nothing new from now on. */
  withdraw(): void;
  stop(): Promise<void>;
}

/** The composed contract, as committed. */
export function supergraphSdl(): Promise<string> {
  return readFile('schema/supergraph.graphql', 'utf8');
}

/** What anybody may read of the contract before writing a client. */
async function publishedContract(): Promise<Published> {
  return {
    '/schema.graphql': { type: 'text/plain', text: await readFile('schema/api.graphql', 'utf8') },
    '/scalars.json': { type: 'application/json', text: await readFile('schema/scalars.json', 'utf8') },
  };
}

/** Every document promised to clients (schema/operations). */
async function promisedDocuments(): Promise<string[]> {
  const files = await readdir('schema/operations');
  return Promise.all(files.map((file) => readFile(`schema/operations/${file}`, 'utf8')));
}

/** The whole hub in this process: sequencer, four subgraphs and the gateway, over one prepared database. */
export async function startHub(options: HubOptions): Promise<RunningHub> {
  const { databaseUrl, secret, log, wake } = options;
  const sequencer = new Sequencer(urlFor(databaseUrl, 'platform_sequencer', secret), log, wake);
  sequencer.start();
  // Clients that wait for an event come before what the subgraphs make of it: both need this one thread.
  let live: Live | undefined;
  const subgraphs = await startSubgraphsInOneProcess({ ...options, quiet: async () => live?.quiet() });
  const door = await openDoor({
    ...options,
    readerUrl: urlFor(databaseUrl, 'platform_reader', secret),
    sign: subgraphs.gatewaySigner,
    subgraphs: Object.fromEntries([...subgraphs.subgraphs].map(([name, { executor }]) => [name, executor])),
    subgraphNeeds: Object.fromEntries(
      [...subgraphs.subgraphs].map(([name, { ready }]) => [name, async () => nothingMissing(await ready())]),
    ),
  });
  live = door.gateway.live;
  return {
    url: door.gateway.url,
    subgraphs: subgraphs.subgraphs,
    gateway: door.gateway,
    withdraw: () => door.gateway.withdraw(),
    async stop() {
      // From the door inwards: what serves others stops after them, and the log is numbered to the end.
      await door.stop();
      await subgraphs.stop();
      await sequencer.stop();
    },
  };
}

async function openWakeUps(readerUrl: string, broker: string | undefined, log: Logger): Promise<WakeUps> {
  if (broker) return new BrokeredWakeUps(broker, log);
  const listening = new ListeningWakeUps(readerUrl, log);
  await listening.start();
  return listening;
}

function nothingMissing(missing: readonly string[]): void {
  if (missing.length > 0) throw new Error(`It is without its ${missing.join(' and ')}.`);
}

/** The gateway with what it reads of the platform: grants and the event log. */
export async function openDoor(
  options: Omit<
    StartOptions,
    'supergraph' | 'grants' | 'events' | 'feeds' | 'needs' | 'rowStreams' | 'tables' | 'trusted' | 'published'
  > &
    Pick<HubOptions, 'wake'> & {
      readonly readerUrl: string;
      /** How to ask each subgraph whether it is ready. */
      readonly subgraphNeeds: Needs;
    },
): Promise<{ readonly gateway: RunningGateway; stop(): Promise<void> }> {
  const { readerUrl, wake, log } = options;
  const pool = new pg.Pool({ connectionString: readerUrl, max: 4 });
  tellOfLost(pool, log);
  const wakeUps = await openWakeUps(readerUrl, wake, log);
  // Before anybody is let in, so that what an outage took from them is given back first.
  const endHeartbeat = await startHeartbeat(pool, log);
  const gateway = await startGateway({
    ...options,
    log: log.child({ service: 'gateway' }),
    supergraph: await supergraphSdl(),
    trusted: await promisedDocuments(),
    published: await publishedContract(),
    grants: grantReader(pool, wakeUps),
    events: eventLogReader(pool, wakeUps),
    feeds: FEEDS,
    needs: {
      database: () => pool.query('select'),
      log: () => ensureNumbered(pool),
      ...options.subgraphNeeds,
    },
    rowStreams: ROW_STREAMS,
    tables: TABLES,
  });
  return {
    gateway,
    async stop() {
      endHeartbeat();
      await gateway.stop();
      await wakeUps.stop();
      await pool.end();
    },
  };
}
