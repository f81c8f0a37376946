import { createServer } from 'node:http';
import { createGatewayRuntime } from '@graphql-hive/gateway-runtime';
import { unifiedGraphHandler as rustPlanner } from '@graphql-hive/router-runtime';
import { Bell, federated } from './live-feed.js';
import { hears, listening } from './live-servers.js';
import type { ServerOptions } from './server.js';

/** The same federation as the runtime passes subscriptions through: an upstream and an execution for each subscriber. */
export async function startHivePush({ databaseUrl }: ServerOptions): Promise<string> {
  const bell = new Bell();
  await hears(databaseUrl, bell);
  const { supergraph, executors } = federated(bell);
  const runtime = createGatewayRuntime({
    supergraph,
    unifiedGraphHandler: rustPlanner,
    logging: false,
    transports: () => ({ getSubgraphExecutor: ({ subgraphName }) => executors[subgraphName]! }),
  });
  return listening(createServer(runtime));
}
