import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Needs, readiness } from '../kernel/graphql/readiness.js';
import type { EventLogReader } from '../kernel/log/event-log.js';
import { causeOf, type Logger } from '../kernel/values/logging.js';
import { type Connections, countConnections } from './connections.js';
import { createGateway, type GatewayOptions } from './gateway.js';
import type { GrantReader } from './grants.js';
import { RESPONSE_JSON, sendResult } from './http/answer.js';
import { createEventStreams } from './http/event-streams.js';
import type { Explorer, ExplorerOptions } from './http/explorer.js';
import { createHttpHandler } from './http/handler.js';
import type { Published } from './http/published.js';
import { createIdentity } from './identity.js';
import type { Issuer } from './issuers.js';
import { createAdmission } from './limits/admission.js';
import { createAllowance } from './limits/allowance.js';
import { descriptorLimit, shareOf } from './limits/descriptors.js';
import { createKnownDocuments } from './limits/known-documents.js';
import { DEFAULT_LIMITS, type Limits } from './limits/limits.js';
import { createFeedPlanner, type Feeds } from './live/feed-plan.js';
import { type Live, startLive } from './live/live.js';
import { createOperations } from './operations.js';
import { createRowStreams, type RowStreams } from './rows/row-streams.js';
import { createTables, type Tables } from './rows/tables.js';
import { noRoom } from './shared-faults.js';
import { serveSockets } from './sockets/sockets.js';

export interface StartOptions extends GatewayOptions {
  /** Whose tokens are believed. */
  readonly issuers: readonly Issuer[];
  readonly grants: GrantReader;
  readonly events: EventLogReader;
  readonly feeds: Feeds;
  /** What has to answer for the gateway to be ready; the log alone unless given. */
  readonly needs?: Needs;
  /** Acts whose rows may be streamed, by path; none unless given. */
  readonly rowStreams?: RowStreams;
  /** What may be read as a table, by path; none unless given. */
  readonly tables?: Tables;
  readonly limits?: Partial<Limits>;
  /** Documents promised to clients: parsed and validated once, and known by their hashes from the start. */
  readonly trusted?: readonly string[];
  /** The contract as text, by path; none unless given. */
  readonly published?: Published;
  /** GraphiQL on `/`; none unless given. */
  readonly explorer?: ExplorerOptions;
  readonly host?: string;
  readonly port?: number;
  /** The time by which tokens and grants are live. */
  readonly now?: () => Date;
  /** Unread bytes past which a connection is cut. */
  readonly unreadBytes?: number;
  /** A connection that catches up and takes nothing for so long is cut. */
  readonly stalledMs?: number;
  readonly pingEveryMs?: number;
  /** A socket that has not said who it is after so long is closed. */
  readonly initWithinMs?: number;
  /** A connection that has sent nothing, or half a request, after so long is closed. */
  readonly silentMs?: number;
  readonly log: Logger;
}

export interface RunningGateway {
  readonly url: string;
  readonly port: number;
  readonly live: Live;
  /** How many connections are open, and how many of them wait. */
  readonly connections: Connections['counts'];
  /** How many sockets and event streams it may hold, and the limit of its system that this follows from. */
  readonly room: { readonly streams: number; readonly descriptors: number };
  /** Says that it is not ready and takes nothing new from now on; what runs goes on. */
  withdraw(): void;
  /** Takes nothing new, lets what runs end, tells every feed where to resume, and closes; within `drainMs`. */
  stop(drainMs?: number): Promise<void>;
}

/** Answers once it is ready: the supergraph planned, grants and suspensions read, the log followed. */
export async function startGateway(options: StartOptions): Promise<RunningGateway> {
  const { log, events, feeds, host = '127.0.0.1', port = 0, now } = options;
  const {
    unreadBytes = 1024 * 1024,
    stalledMs,
    pingEveryMs = 15_000,
    initWithinMs = 5000,
    silentMs = 10_000,
  } = options;
  const descriptors = descriptorLimit();
  const { toEachSubgraph, ...ofDescriptors } = shareOf(descriptors);
  const limits: Limits = { ...DEFAULT_LIMITS, ...ofDescriptors, ...options.limits };
  let stopping = false;

  const gateway = await createGateway({ toEachSubgraph, ...options });
  const { schema } = gateway;
  const planFeed = createFeedPlanner(schema, feeds);
  const identity = await createIdentity({ issuers: options.issuers, grants: options.grants, log, now });
  const live = await startLive({ gateway, events, feeds, log, unreadBytes, stalledMs });
  const allowance = createAllowance(limits);
  const admission = createAdmission(schema, limits, options.trusted);
  const documents = createKnownDocuments(options.trusted);
  const operations = createOperations({ gateway, admission, documents, allowance, log });
  const eventStreams = createEventStreams({ operations, live, planFeed, allowance, pingEveryMs });
  const handle = createHttpHandler({
    identity,
    operations,
    eventStreams,
    rowStreams: options.rowStreams ?? {},
    tables: options.tables ?? {},
    published: options.published ?? {},
    answerRows: createRowStreams({ schema, operations, allowance }).answer,
    answerTable: createTables({ operations, allowance }).answer,
    limits,
    explorer: options.explorer && (await explorerOf({ host, ...options.explorer })),
    ready: readiness(options.needs ?? { log: () => events.head() }),
    stopping: () => stopping,
  });

  const server = createServer(
    // How long a body may take is for whoever reads it.
    {
      requestTimeout: 0,
      headersTimeout: silentMs,
      connectionsCheckingInterval: Math.min(silentMs, 1000),
      keepAliveTimeout: 65_000,
    },
    (request, response) => {
      if (connections.isTurnedAway(request.socket)) {
        sendResult(response.setHeader('connection', 'close'), RESPONSE_JSON, { errors: operations.present(noRoom()) });
        return;
      }
      handle(request, response).catch((error: Error) => {
        log.error(causeOf(error), 'request could not be answered');
        response.destroy();
      });
    },
  );
  const connections = countConnections(server, limits);
  const sockets = serveSockets({
    server,
    connections,
    path: '/graphql',
    schema,
    identity,
    operations,
    live,
    planFeed,
    allowance,
    limits,
    log,
    unreadBytes,
    pingEveryMs,
    initWithinMs,
  });
  server.listen(port, host);
  await once(server, 'listening');
  const address = server.address() as AddressInfo;
  log.info(
    { port: address.port, descriptors, connections: limits.connections, streams: limits.streams },
    'gateway is ready',
  );

  return {
    url: `http://${host}:${address.port}/graphql`,
    port: address.port,
    live,
    connections: connections.counts,
    room: { streams: limits.streams, descriptors },
    withdraw() {
      stopping = true;
    },
    async stop(drainMs = 5000) {
      stopping = true;
      const closed = once(server, 'close');
      server.close();
      // A kept-alive connection whose last answer is still running becomes idle later.
      const idle = setInterval(() => server.closeIdleConnections(), 50);
      await Promise.all([sockets.stop(drainMs), eventStreams.stop(drainMs)]);
      await Promise.race([closed, sleep(drainMs, undefined, { ref: false })]);
      clearInterval(idle);
      server.closeAllConnections();
      await live.stop();
      identity.stop();
      await gateway.stop();
    },
  };
}

/** Its page is several megabytes of script, which only a hub that shows it need read. */
async function explorerOf(options: ExplorerOptions): Promise<Explorer> {
  const { createExplorer } = await import('./http/explorer.js');
  return createExplorer(options);
}
