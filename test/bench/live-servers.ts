import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import pg from 'pg';
import { WebSocketServer } from 'ws';
import { grantReader } from '../../gateway/grants.js';
import { startGateway } from '../../gateway/main.js';
import { sandboxIssuer } from '../../hub/issuers.js';
import { urlFor } from '../../kernel/database/platform.js';
import { createSigner, generateServiceKey } from '../../kernel/identity/signed-identity.js';
import { eventLogReader } from '../../kernel/log/event-log.js';
import { Sequencer } from '../../kernel/log/sequencer.js';
import { ListeningWakeUps } from '../../kernel/log/wake.js';
import { createLogger } from '../../kernel/values/logging.js';
import { PLAIN } from '../gateway/plain-cursors.js';
import { Bell, federated, patchResolvers, resolversOf, WHOLE } from './live-feed.js';
import type { ServerOptions } from './server.js';

/** The hub's gateway, whole, over a real log; its subgraphs are those of live-feed.ts. */
export async function startLiveGateway({ databaseUrl, secret, clientKeys }: ServerOptions): Promise<string> {
  const log = createLogger('gateway', 'error');
  const readerUrl = urlFor(databaseUrl, 'platform_reader', secret);
  const sequencer = new Sequencer(urlFor(databaseUrl, 'platform_sequencer', secret), log);
  sequencer.start();
  const pool = new pg.Pool({ connectionString: readerUrl, max: 4 });
  pool.on('error', () => {});
  const wakeUps = new ListeningWakeUps(readerUrl, log);
  await wakeUps.start();
  const key = await generateServiceKey('gateway');
  const { supergraph, executors } = federated(new Bell());
  const { url } = await startGateway({
    supergraph,
    subgraphs: executors,
    sign: await createSigner('gateway', key.privateJwk),
    issuers: [sandboxIssuer(clientKeys)],
    grants: grantReader(pool, wakeUps),
    events: { ...eventLogReader(pool, wakeUps), cursors: async () => PLAIN },
    feeds: { callOffFeed: { item: 'callOffFeedItem', types: ['CallOffPublished'] } },
    log,
  });
  return url;
}

/** graphql-ws as its manual sets it up: each subscriber has its own execution of each event. */
export async function startPlainGraphql({ databaseUrl }: ServerOptions): Promise<string> {
  const bell = new Bell();
  await hears(databaseUrl, bell);
  const resolvers = { ...resolversOf(bell), Patch: patchResolvers };
  const schema = buildSubgraphSchema([{ typeDefs: parse(WHOLE), resolvers: resolvers as never }]);
  const server = createServer();
  useServer({ schema }, new WebSocketServer({ server, path: '/graphql', perMessageDeflate: false }));
  return listening(server);
}

/** Events are told to those who are no gateway of ours by a NOTIFY with their number. */
export const BELL = 'live_bell';
export async function hears(databaseUrl: string, bell: Bell): Promise<void> {
  const client = new pg.Client(databaseUrl);
  await client.connect();
  client.on('notification', ({ payload }) => bell.ring(Number(payload)));
  await client.query(`listen ${BELL}`);
}

export async function listening(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
}
