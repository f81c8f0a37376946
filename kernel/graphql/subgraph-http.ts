import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { type DocumentNode, type ExecutionArgs, GraphQLError, type GraphQLSchema, getOperationAST } from 'graphql';
import { createHandler } from 'graphql-http';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import { causeOf, type Logger } from '../values/logging.js';
import { Recent } from '../values/recent.js';
import { type ContextFor, type Execute, noOperation } from './in-process-executor.js';
import { presentable, withoutDatabase } from './presentable-errors.js';
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
  ready: () => Promise<void>,
  log: Logger,
): Promise<HttpServer> {
  const documents = new Recent<string, DocumentNode>(KNOWN_TEXT, (text) => text.length);
  const formatError = (error: Readonly<GraphQLError | Error>) =>
    // What is no GraphQL error is about the request, and says no more than what was expected.
    error instanceof GraphQLError
      ? presentable(withoutDatabase(error), log)
      : new GraphQLError(error.message, { extensions: { code: 'BAD_REQUEST' } });

  /** The document of a text, or what is wrong with it. */
  function judged(text: string): DocumentNode | readonly GraphQLError[] {
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
  }

  function operationIn(
    { query, operationName, variables }: Asked,
    context: RequestContext,
  ): (ExecutionArgs & { readonly contextValue: never }) | readonly GraphQLError[] {
    const document = judged(query);
    if (!('kind' in document)) return document;
    if (!getOperationAST(document, operationName)) return [noOperation()];
    return { schema, document, operationName, variableValues: variables ?? {}, contextValue: context as never };
  }

  const executed = ({ contextValue, document, operationName, variableValues }: ExecutionArgs) =>
    execute(contextValue as RequestContext, { document, operationName, variables: variableValues });

  const handle = createHandler<FastifyRequest>({
    schema,
    onSubscribe(request, asked) {
      const args = operationIn(asked as Asked, contexts.get(request.raw)!);
      const isFeed =
        'document' in args && getOperationAST(args.document, args.operationName)?.operation === 'subscription';
      return isFeed ? [onlyOverSockets()] : args;
    },
    execute: executed,
    formatError,
  });

  const fastify = Fastify({ bodyLimit: LARGEST_BODY, forceCloseConnections: 'idle' });
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
  fastify.setNotFoundHandler((_request, reply) => reply.status(404).send({ status: 'not found' }));
  fastify.setErrorHandler((error: { readonly statusCode?: number }, _request, reply) => {
    const status = error.statusCode ?? 500;
    if (status < 500) return reply.status(status).send({ status: 'not taken' });
    log.error(causeOf(error), 'request could not be answered');
    return reply.status(500).send({ status: 'failed' });
  });
  const contexts = new WeakMap<FastifyRequest, RequestContext>();
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
    handler: async (request, reply) => {
      const { url, method, headers, body } = request;
      const [answer, { status, headers: answered = {} }] = await handle({
        url,
        method,
        headers,
        body: body as string,
        raw: request,
        context: undefined,
      });
      return reply
        .status(status)
        .headers(answered)
        .send(answer ?? undefined);
    },
  });
  let withdrawn = false;
  fastify.get('/health', async () => ({ status: 'up' }));
  fastify.get('/ready', async (_request, reply) => {
    const isReady =
      !withdrawn &&
      (await ready().then(
        () => true,
        () => false,
      ));
    return reply.status(isReady ? 200 : 503).send({ status: isReady ? 'ready' : 'not ready' });
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
      onSubscribe: async ({ connectionParams }, _id, payload) =>
        operationIn(payload as Asked, await contextOf(connectionParams)),
      execute: executed,
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
      await fastify.close();
    },
  };
}

function onlyOverSockets(): GraphQLError {
  return new GraphQLError('Subscribe over WebSocket.', { extensions: { code: 'BAD_REQUEST' } });
}

interface Asked {
  readonly query: string;
  readonly operationName?: string | null;
  readonly variables?: Readonly<Record<string, unknown>> | null;
}

/** Every identity that does not count is answered alike. */
function refuse(reply: FastifyReply, error: unknown): FastifyReply {
  const { message, extensions } = error as { message: string; extensions?: { readonly code?: string } };
  const told =
    extensions?.code === 'UNAUTHENTICATED'
      ? { message, extensions }
      : { message: 'Subgraphs answer only the gateway.', extensions: { code: 'UNAUTHENTICATED' } };
  return reply.status(401).send({ errors: [told] });
}
