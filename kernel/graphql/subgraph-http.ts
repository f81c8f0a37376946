import { ApolloServer, type ApolloServerOptionsWithGateway, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import { fastifyApolloDrainPlugin, fastifyApolloHandler } from '@as-integrations/fastify';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { type DocumentNode, type ExecutionArgs, GraphQLError, type GraphQLSchema, getOperationAST } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import { causeOf, type Logger } from '../values/logging.js';
import { Recent } from '../values/recent.js';
import { hangUp } from './hang-up.js';
import { type ContextFor, type Execute, noOperation } from './in-process-executor.js';
import { presentable, withoutDatabase } from './presentable-errors.js';
import { type Readiness, readyAnswer } from './readiness.js';
import type { RequestContext } from './request-context.js';
import { documentFaults, parsed } from './valid-document.js';

/** Only the gateway asks, and it has measured what it passes on: thousands of rows, and what a subgraph makes of them. */
const LARGEST_BODY = 16 * 1024 * 1024;
/** Documents are remembered for so many characters of text. */
const KNOWN_TEXT = 2 * 1024 * 1024;

export interface HttpServer {
  readonly fastify: FastifyInstance;
  /** Says that it is not ready from now on, and goes on. */
  withdraw(): void;
  stop(): Promise<void>;
}

/**
 * `/graphql` over HTTP and WebSocket, `/health` and `/ready`. Whoever is nobody is answered 401, whatever is asked: the
 * schema is for the gateway, and there is no page for anybody.
 */
export async function serveHttp(
  schema: GraphQLSchema,
  execute: Execute,
  contextFor: ContextFor,
  ready: Readiness,
  log: Logger,
): Promise<HttpServer> {
  const judged = judgeOf(schema);
  const formatError = (error: unknown): GraphQLError => {
    if (!(error instanceof GraphQLError))
      return presentable(new GraphQLError('', { originalError: error as Error }), log);
    if (error.extensions.code === 'OPERATION_RESOLUTION_FAILURE') return noOperation();
    return presentable(withoutDatabase(error), log);
  };

  const fastify = Fastify({ bodyLimit: LARGEST_BODY, forceCloseConnections: 'idle' });
  fastify.setNotFoundHandler((_request, reply) => reply.status(404).send({ status: 'not found' }));
  fastify.setErrorHandler((error: { readonly statusCode?: number }, _request, reply) => {
    const status = error.statusCode ?? 500;
    if (status < 500) return reply.status(status).send({ status: 'not taken' });
    log.error(causeOf(error), 'request could not be answered');
    return reply.status(500).send({ status: 'failed' });
  });
  const apollo = new ApolloServer<RequestContext>({
    ...executedBy(schema, execute),
    // Only the gateway calls; browsers cannot carry its signature.
    csrfPrevention: false,
    introspection: true,
    persistedQueries: false,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    formatError: (_formatted, error) => formatError(error).toJSON(),
    plugins: [
      fastifyApolloDrainPlugin(fastify),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      faultsWithoutText(judged),
      statusByMediaType,
    ],
    // It would repeat what it was asked; what failed is logged as it is formatted.
    logger: SILENT,
  });
  await apollo.start();

  const contexts = new WeakMap<FastifyRequest, RequestContext>();
  const answer = fastifyApolloHandler(apollo, {
    context: async (request, reply) => {
      const context = contexts.get(request)!;
      // The gateway hangs up on what it has given up.
      context.givenUp = hangUp(reply.raw);
      return context;
    },
  });
  fastify.route({
    url: '/graphql',
    method: ['GET', 'POST'],
    // Before the body is read.
    onRequest: async (request, reply) => {
      try {
        contexts.set(request, await contextFor(request.headers.authorization));
      } catch (error) {
        await refuse(reply, error);
      }
    },
    handler: (request, reply) => answer.call(fastify, request, reply),
  });
  let withdrawn = false;
  fastify.get('/health', async () => ({ status: 'up' }));
  fastify.get('/ready', async (_request, reply) => {
    const { status, body } = withdrawn ? { status: 503, body: { status: 'not ready' } } : readyAnswer(await ready());
    return reply.status(status).send(body);
  });

  const sockets = new WebSocketServer({ server: fastify.server, path: '/graphql', maxPayload: 1024 * 1024 });
  const contextOf = (parameters: Readonly<Record<string, unknown>> | undefined) =>
    contextFor(parameters?.authorization as string | undefined);
  const graphqlWs = useServer(
    {
      // A caller that is nobody is closed upon at once (4403).
      onConnect: ({ connectionParams }) =>
        contextOf(connectionParams).then(
          () => true,
          () => false,
        ),
      async onSubscribe({ connectionParams }, _id, { query, operationName, variables }) {
        const contextValue = (await contextOf(connectionParams)) as never;
        const document = judged(query);
        if (!('kind' in document)) return document;
        if (!getOperationAST(document, operationName)) return [noOperation()];
        return { schema, document, operationName, variableValues: variables ?? {}, contextValue };
      },
      execute: ({ contextValue, document, operationName, variableValues }: ExecutionArgs) =>
        execute(contextValue as RequestContext, { document, operationName, variables: variableValues }),
      onNext: (_connection, _id, _payload, _args, { errors, ...result }) =>
        errors ? { ...result, errors: errors.map(formatError) } : result,
      onError: (_connection, _id, _payload, errors) => errors.map(formatError),
      // Says no more of a failure than that there was one.
      isProd: true,
    },
    sockets,
  );
  return {
    fastify,
    withdraw() {
      withdrawn = true;
    },
    async stop() {
      await graphqlWs.dispose();
      await apollo.stop();
      await fastify.close();
    },
  };
}

/** The document of a text, or what is wrong with it, by the place and not by what was written there. */
type Judge = (text: string) => DocumentNode | readonly GraphQLError[];

function judgeOf(schema: GraphQLSchema): Judge {
  const documents = new Recent<string, DocumentNode>(KNOWN_TEXT, (text) => text.length);
  return (text) => {
    const known = documents.get(text);
    if (known) return known;
    try {
      const document = parsed(text);
      const faults = documentFaults(schema, document);
      if (faults.length > 0) return faults;
      documents.set(text, document);
      return document;
    } catch (error) {
      return [error as GraphQLError];
    }
  };
}

/** Our own execution behind Apollo's door: the same as in one process, in turn and with errors that repeat no value. */
function executedBy(
  schema: GraphQLSchema,
  execute: Execute,
): Pick<ApolloServerOptionsWithGateway<RequestContext>, 'gateway'> {
  return {
    gateway: {
      onSchemaLoadOrUpdate(loaded) {
        loaded({ apiSchema: schema, coreSupergraphSdl: '' });
        return () => {};
      },
      async load() {
        return {
          async executor({ document, operationName, request: { variables }, context }) {
            // Apollo hands on a copy of the context.
            const { givenUp } = context as RequestContext;
            const asked = { document, operationName, variables, givenUp };
            const { data, errors } = await execute(context as RequestContext, asked);
            return { data: data as Record<string, unknown> | null | undefined, errors };
          },
        };
      },
      async stop() {},
    },
  };
}

/** GraphQL repeats what it cannot read of a document: that is said anew, by its place. */
function faultsWithoutText(judged: Judge): ApolloServerPlugin<RequestContext> {
  return {
    async requestDidStart() {
      return {
        async willSendResponse({ source, errors, response: { body } }) {
          if (!source || body.kind !== 'single' || !errors?.some(({ extensions }) => OF_DOCUMENT.has(extensions.code)))
            return;
          const faults = judged(source);
          if (!('kind' in faults)) body.singleResult.errors = faults.map((fault) => fault.toJSON());
        },
      };
    },
  };
}
const OF_DOCUMENT = new Set<unknown>(['GRAPHQL_PARSE_FAILED', 'GRAPHQL_VALIDATION_FAILED']);

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
const UNEXECUTED = new Set<unknown>([...OF_DOCUMENT, 'BAD_USER_INPUT']);

const ignore = () => {};
const SILENT = { debug: ignore, info: ignore, warn: ignore, error: ignore };

/** Every identity that does not count is answered alike. */
function refuse(reply: FastifyReply, error: unknown): FastifyReply {
  const { message, extensions } = error as { message: string; extensions?: { readonly code?: string } };
  const told =
    extensions?.code === 'UNAUTHENTICATED'
      ? { message, extensions }
      : { message: 'Subgraphs answer only the gateway.', extensions: { code: 'UNAUTHENTICATED' } };
  return reply.status(401).send({ errors: [told] });
}
