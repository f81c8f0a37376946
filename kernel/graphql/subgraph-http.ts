import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import { ApolloServerPluginInlineTraceDisabled } from '@apollo/server/plugin/disabled';
import { fastifyApolloDrainPlugin, fastifyApolloHandler } from '@as-integrations/fastify';
import Fastify, { type FastifyInstance, type FastifyReply } from 'fastify';
import { execute, type GraphQLSchema } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import { askedBy, whoAsks } from '../database/asker.js';
import type { Logger } from '../values/logging.js';
import { askerOf, type UrgentActs } from './asked.js';
import type { ContextFor } from './in-process-executor.js';
import { presentable } from './presentable-errors.js';
import type { RequestContext } from './request-context.js';

/** Only the gateway asks, and it has measured what it passes on: thousands of rows, and what a subgraph makes of them. */
const LARGEST_BODY = 16 * 1024 * 1024;

export interface HttpServer {
  readonly fastify: FastifyInstance;
  stop(): Promise<void>;
}

/** `/graphql` over HTTP and WebSocket, `/health` and `/ready`. */
export async function serveHttp(
  schema: GraphQLSchema,
  contextFor: ContextFor,
  urgent: UrgentActs,
  ready: () => Promise<void>,
  log: Logger,
): Promise<HttpServer> {
  const fastify = Fastify({ bodyLimit: LARGEST_BODY, forceCloseConnections: 'idle' });
  const apollo = new ApolloServer<RequestContext>({
    schema,
    // Only the gateway calls; browsers cannot carry its signature.
    csrfPrevention: false,
    introspection: true,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    formatError: (formatted, error) => presentable(formatted, error, log),
    plugins: [
      fastifyApolloDrainPlugin(fastify),
      ApolloServerPluginInlineTraceDisabled(),
      inItsTurn(urgent),
      readTransaction,
      statusByMediaType,
    ],
    logger: log,
  });
  await apollo.start();
  const answer = fastifyApolloHandler(apollo, {
    context: async (request) => contextFor(request.headers.authorization),
  });
  fastify.route({
    url: '/graphql',
    method: ['GET', 'POST', 'OPTIONS'],
    handler(request, reply) {
      return askedBy({ lane: 'read', givenUp: hangUp(reply) }, async () => answer.call(fastify, request, reply));
    },
  });
  fastify.get('/health', async () => ({ status: 'up' }));
  fastify.get('/ready', async (_request, reply) => {
    try {
      await ready();
      return { status: 'ready' };
    } catch {
      return reply.status(503).send({ status: 'not ready' });
    }
  });

  const sockets = new WebSocketServer({ server: fastify.server, path: '/graphql', maxPayload: 1024 * 1024 });
  const graphqlWs = useServer(
    {
      schema,
      context: ({ connectionParams }) => contextFor(connectionParams?.authorization as string | undefined),
      // A caller that is nobody is closed upon at once (4403).
      onConnect: ({ connectionParams }) =>
        contextFor(connectionParams?.authorization as string | undefined).then(
          () => true,
          () => false,
        ),
      execute(args) {
        const { caller } = args.contextValue as RequestContext;
        return askedBy(askerOf(caller, args, urgent), () => execute(args));
      },
    },
    sockets,
  );
  return {
    fastify,
    async stop() {
      await graphqlWs.dispose();
      await apollo.stop();
      await fastify.close();
    },
  };
}

/** The gateway hangs up on what it has given up. */
function hangUp({ raw }: FastifyReply): AbortSignal {
  const givenUp = new AbortController();
  raw.once('close', () => {
    if (!raw.writableFinished) givenUp.abort();
  });
  return givenUp.signal;
}

/** Says for whom the database is about to work, once that is known: nothing is read before. */
function inItsTurn(urgent: UrgentActs): ApolloServerPlugin<RequestContext> {
  return {
    async requestDidStart() {
      return {
        async didResolveOperation({ contextValue: { caller }, document, operationName }) {
          const asker = whoAsks();
          if (asker) Object.assign(asker, askerOf(caller, { document, operationName }, urgent, asker.givenUp));
        },
      };
    },
  };
}

/** A query's reads run in one transaction, ended when its response goes out. */
const readTransaction: ApolloServerPlugin<RequestContext> = {
  async requestDidStart() {
    return {
      async didResolveOperation({ contextValue, operation, document }) {
        if (operation?.operation === 'query') await contextValue.beginReads(document);
      },
      async willSendResponse({ contextValue }) {
        await contextValue.endReads();
      },
    };
  },
};

/**
 * GraphQL over HTTP: under `application/json` a document that cannot be executed is answered 200, for clients that take
 * any other status to come from something in between; under `application/graphql-response+json` it is 400.
 */
const statusByMediaType: ApolloServerPlugin<RequestContext> = {
  async requestDidStart({ request }) {
    if (request.http?.headers.get('accept')?.includes('application/graphql-response+json')) return;
    return {
      async willSendResponse({ response, errors }) {
        const unexecuted = errors?.some(({ extensions }) => UNEXECUTED.has(extensions.code));
        if (unexecuted && response.http.status === 400) response.http.status = 200;
      },
    };
  },
};
const UNEXECUTED = new Set<unknown>(['GRAPHQL_PARSE_FAILED', 'GRAPHQL_VALIDATION_FAILED', 'BAD_USER_INPUT']);
