import pg from 'pg';
import { pino } from 'pino';
import { grantReader } from '../../gateway/grants.js';
import type { Issuer } from '../../gateway/issuers.js';
import type { Limits } from '../../gateway/limits/limits.js';
import type { LiveCounts } from '../../gateway/live/live.js';
import { startGateway } from '../../gateway/main.js';
import { urlFor } from '../../kernel/database/platform.js';
import { BrokeredWakeUps } from '../../kernel/log/broker.js';
import { eventLogReader } from '../../kernel/log/event-log.js';
import { Sequencer } from '../../kernel/log/sequencer.js';
import { ListeningWakeUps } from '../../kernel/log/wake.js';
import { PLAIN } from './plain-cursors.js';
import { toySubgraphs } from './toy-subgraphs.js';

/** A gateway over the toy subgraphs and a real database, in a process that can be killed. */
export interface GatewayProcessOptions {
  readonly databaseUrl: string;
  readonly secret: string;
  readonly issuers: readonly Issuer[];
  /** Servers of the broker that wakes it. */
  readonly wake?: string;
  readonly port?: number;
  readonly limits?: Partial<Limits>;
  readonly silentMs?: number;
}

/** What its parent may ask of it, once it runs. */
export type GatewayRequest =
  | { readonly ask: 'counts' }
  /** Subgraphs that do not answer from now on. */
  | { readonly ask: 'down'; readonly subgraphs: readonly string[] };

export interface GatewayCounts extends LiveCounts {
  /** Of objects and buffers; after collecting garbage, where Node was started with --expose-gc. */
  readonly heapBytes: number;
  /** Of clients: all that are open, and those that wait. */
  readonly connections: { readonly open: number; readonly waiting: number };
}

async function start({
  databaseUrl,
  secret,
  issuers,
  wake,
  port,
  limits,
  silentMs,
}: GatewayProcessOptions): Promise<void> {
  const log = pino({ level: process.env.LOG_LEVEL ?? 'silent' });
  const readerUrl = urlFor(databaseUrl, 'platform_reader', secret);
  const pool = new pg.Pool({ connectionString: readerUrl, max: 3 });
  pool.on('error', () => {});
  const sequencer = new Sequencer(urlFor(databaseUrl, 'platform_sequencer', secret), log, wake);
  sequencer.start();
  const listening = wake ? undefined : new ListeningWakeUps(readerUrl, log);
  await listening?.start();
  const wakeUps = listening ?? new BrokeredWakeUps(wake!, log);
  const toy = await toySubgraphs();
  // The toy subgraphs know no database: any number is an event to them.
  toy.events.get = ((seq: number) => (seq > 0 ? { seq, type: 'CallOffPublished' } : undefined)) as never;
  const gateway = await startGateway({
    supergraph: toy.supergraph,
    subgraphs: toy.executors,
    sign: toy.sign,
    issuers,
    grants: grantReader(pool, wakeUps),
    events: { ...eventLogReader(pool, wakeUps), cursors: async () => PLAIN },
    feeds: { callOffFeed: { item: 'callOffFeedItem', types: ['CallOffPublished'] } },
    limits,
    silentMs,
    port,
    log,
  });
  process.on('message', (request: GatewayRequest) => {
    if (request.ask === 'down') {
      toy.down.clear();
      for (const each of request.subgraphs) toy.down.add(each);
      process.send!({});
    } else {
      globalThis.gc?.();
      const { heapUsed, arrayBuffers } = process.memoryUsage();
      const counts: GatewayCounts = {
        ...gateway.live.counts(),
        heapBytes: heapUsed + arrayBuffers,
        connections: gateway.connections(),
      };
      process.send!(counts);
    }
  });
  process.send!({ url: gateway.url });
}
process.once('message', start);
process.on('disconnect', () => process.exit(0));
