import { ApolloGateway, RemoteGraphQLDataSource } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import Fastify from 'fastify';
import { supergraphSdl } from '../../hub/hub.js';
import { startSubgraphsInOneProcess } from '../../hub/in-one-process.js';
import type { Caller } from '../../kernel/identity/caller.js';
import { SCOPES_OF_ROLE } from '../../kernel/identity/scopes-of-role.js';
import { createLogger } from '../../kernel/values/logging.js';
import { COUNCIL } from './board-query.js';
import type { ServerOptions } from './server.js';

const BROKER: Caller = {
  subject: `user:broker@${COUNCIL}`,
  role: 'broker',
  organisation: COUNCIL,
  councils: [COUNCIL],
  scopes: SCOPES_OF_ROLE.broker,
};

/**
 * The same subgraphs behind Apollo's gateway and server as their manual sets them up: over HTTP, all in this process.
 * Whoever asks is the broker; no token of a client is verified.
 */
export async function startApollo({ databaseUrl, secret }: ServerOptions): Promise<string> {
  const log = createLogger('apollo', 'error');
  const { subgraphs, gatewaySigner } = await startSubgraphsInOneProcess({ databaseUrl, secret, log });
  let sdl = await supergraphSdl();
  for (const [name, subgraph] of subgraphs) {
    sdl = sdl.replaceAll(`"http://${name}/graphql"`, `"http://127.0.0.1:${await subgraph.listen(0)}/graphql"`);
  }
  const gateway = new ApolloGateway({
    supergraphSdl: sdl,
    logger: log,
    buildService: ({ url }) =>
      new RemoteGraphQLDataSource({
        url,
        async willSendRequest({ request }) {
          request.http!.headers.set('authorization', `Bearer ${await gatewaySigner(BROKER)}`);
        },
      }),
  });
  const apollo = new ApolloServer({ gateway, logger: log });
  await apollo.start();
  const fastify = Fastify();
  fastify.route({ url: '/graphql', method: ['GET', 'POST'], handler: fastifyApolloHandler(apollo) });
  return `${await fastify.listen({ port: 0, host: '127.0.0.1' })}/graphql`;
}
