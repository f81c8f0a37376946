import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import { ApolloServerPluginInlineTraceDisabled } from '@apollo/server/plugin/disabled';
import { fastifyApolloDrainPlugin, fastifyApolloHandler } from '@as-integrations/fastify';
import { normalizedExecutor } from '@graphql-tools/executor';
import type { ExecutionRequest, Executor } from '@graphql-tools/utils';
import type { EntityClass } from '@mikro-orm/core';
import Fastify, { type FastifyInstance } from 'fastify';
import { GraphQLError, type GraphQLFormattedError, type GraphQLSchema } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import pg from 'pg';
import type { BuildSchemaOptions } from 'type-graphql';
import { WebSocketServer } from 'ws';
import { type MigrationClass, openDatabase, type SubgraphDatabase } from '../database/orm.js';
import { readerFor } from '../database/reader.js';
import type { Work } from '../database/work.js';
import { type Caller, NotAuthorisedError, SCOPES } from '../identity/caller.js';
import { eventLogReader } from '../log/event-log.js';
import { type Reactions, Reactor } from '../log/reactions.js';
import { ListeningWakeUps } from '../log/wake.js';
import { type AfterOutage, type DeadlineEffects, dueDeadlines } from '../time/deadlines.js';
import { DueTimer } from '../time/due-timer.js';
import { noLongerThan } from '../time/patience.js';
import type { Logger } from '../values/logging.js';
import { federatedSchema, type ReferenceResolver } from './federated-schema.js';
import type { Ask } from './peers.js';
import { readings } from './reading.js';
import { RequestContext } from './request-context.js';

/** A subgraph, as its `subgraph.ts` declares it: the classes, and what runs beside them. */
export interface SubgraphDefinition {
  readonly name: string;
  readonly entities: readonly EntityClass[];
  readonly migrations: readonly MigrationClass[];
  readonly resolvers: BuildSchemaOptions['resolvers'];
  readonly references: Readonly<Record<string, ReferenceResolver>>;
  readonly reactions: Reactions;
  readonly deadlines: DeadlineEffects;
  readonly afterOutage?: AfterOutage;
  readonly clocks?: readonly RowClock[];
}

/** Rows that are due by themselves, without a deadline for each: a column of them says when. */
export interface RowClock {
  /** Table of the subgraph, and its column. */
  readonly table: string;
  readonly dueAt: string;
  /** Does some of what is due; false when there is nothing that it could take. */
  readonly settle: (work: Work) => Promise<boolean>;
}

/** Told by whoever gives such a row an instant that may be the next (`pg_notify`). */
export function clockChannel(subgraph: string, { table }: Pick<RowClock, 'table'>): string {
  return `due_${subgraph}_${table}`;
}

export interface SubgraphEnvironment {
  /** As `<name>_app`. */
  readonly databaseUrl: string;
  /** Verifies the short-lived identity that gateway and services sign. Throws where it is none of theirs. */
  readonly verifyIdentity: (token: string) => Promise<Caller>;
  readonly ask: Ask;
  readonly log: Logger;
  readonly poolSize?: number;
  /** Resolves when nothing of this process that goes before reactions is under way; they wait for it a while. */
  readonly quiet?: () => Promise<void>;
}

/** Reactions that have waited so long for quiet go, whatever else is under way. */
const LONGEST_WAIT_MS = 2000;

export interface RunningSubgraph {
  readonly name: string;
  readonly sdl: string;
  readonly schema: GraphQLSchema;
  /** Answers in this process what `/graphql` answers over HTTP, under the same identity. */
  readonly executor: Executor;
  readonly db: SubgraphDatabase;
  /** Work under the hub's own identity. */
  readonly work: () => Work;
  /** Opens HTTP and WebSocket; answers the port. */
  listen(port: number, host?: string): Promise<number>;
  /** Refuses new work, lets running work end, and closes. */
  stop(): Promise<void>;
}

export function serviceCaller(name: string): Caller {
  return { subject: `service:${name}`, role: 'hub', organisation: 'hub', councils: [], scopes: [...SCOPES] };
}

/** Starts one subgraph: schema, database, reactions and deadlines; and, on `listen`, its own HTTP server. */
export async function startSubgraph(
  definition: SubgraphDefinition,
  environment: SubgraphEnvironment,
): Promise<RunningSubgraph> {
  const { name } = definition;
  const { log, ask } = environment;
  const { schema, sdl } = await federatedSchema(definition.resolvers, definition.references);
  const db = await openDatabase({
    subgraph: name,
    url: environment.databaseUrl,
    entities: definition.entities,
    poolSize: environment.poolSize ?? 10,
  });
  const pool = new pg.Pool({ connectionString: environment.databaseUrl, max: 2 });
  pool.on('error', (error) => log.warn({ error: error.message }, 'idle connection lost'));
  const wakeUps = new ListeningWakeUps(environment.databaseUrl, log);
  await wakeUps.start();
  const events = eventLogReader(pool, wakeUps);

  const base = { db, log, ask };
  const readingOf = readings(schema, db.orm.getMetadata());
  const itself = serviceCaller(name);
  const work = (em = readerFor(db, itself)): Work => ({ ...base, caller: itself, em, inOpenTransaction: false });
  const quiet = async () => environment.quiet && noLongerThan(LONGEST_WAIT_MS, environment.quiet());
  const reactor = new Reactor(db, definition.reactions, events, work, log, quiet);
  const due = [
    dueDeadlines(db, definition.deadlines, work, log, definition.afterOutage),
    ...(definition.clocks ?? []).map((clock) => ({
      channel: clockChannel(name, clock),
      instants: `select ${clock.dueAt} as due from ${name}.${clock.table} where ${clock.dueAt} is not null`,
      take: () => clock.settle(work()),
    })),
  ];
  const timers = due.map((each) => new DueTimer(db, each, wakeUps, log));
  for (const timer of timers) await timer.start();
  await reactor.start();

  const contextFor = async (authorization: string | undefined): Promise<RequestContext> => {
    const token = authorization?.startsWith('Bearer ') ? authorization.slice(7) : undefined;
    if (!token) throw new NotAuthorisedError('IDG-06', 'Subgraphs answer only the gateway.', 'UNAUTHENTICATED');
    return new RequestContext(await environment.verifyIdentity(token), base, events, readingOf);
  };

  const executor = inProcessExecutor(schema, contextFor);
  let http: HttpServer | undefined;
  return {
    name,
    sdl,
    schema,
    executor,
    db,
    work: () => work(),
    async listen(port, host = '127.0.0.1') {
      http = await serveHttp(schema, contextFor, async () => void (await events.head()), log);
      await http.fastify.listen({ port, host });
      const address = http.fastify.server.address();
      return typeof address === 'object' && address ? address.port : port;
    },
    async stop() {
      await http?.stop();
      for (const timer of timers) await timer.stop();
      await reactor.stop();
      await wakeUps.stop();
      await pool.end();
      await db.orm.close(true);
    },
  };
}

type ContextFor = (authorization: string | undefined) => Promise<RequestContext>;

function inProcessExecutor(schema: GraphQLSchema, contextFor: ContextFor): Executor {
  return (async (request: ExecutionRequest) => {
    const headers = request.extensions?.headers as Record<string, string> | undefined;
    const context = await contextFor(headers?.authorization);
    const isQuery = request.operationType === 'query' || (!request.operationType && isQueryDocument(request));
    if (isQuery) await context.beginReads(request.document);
    try {
      const result = await normalizedExecutor({
        schema,
        document: request.document,
        variableValues: request.variables,
        contextValue: context,
        operationName: request.operationName,
      });
      if (!('errors' in result) || !result.errors) return result;
      return { ...result, errors: result.errors.map((error) => (isUnreadable(error) ? unreadable(error) : error)) };
    } finally {
      await context.endReads();
    }
  }) as Executor;
}

function isQueryDocument(request: ExecutionRequest): boolean {
  return request.document.definitions.some((each) => each.kind === 'OperationDefinition' && each.operation === 'query');
}

/** Only the gateway asks, and it has measured what it passes on: rows by the thousand, and what is made of them. */
const LARGEST_BODY = 16 * 1024 * 1024;

interface HttpServer {
  readonly fastify: FastifyInstance;
  stop(): Promise<void>;
}

async function serveHttp(
  schema: GraphQLSchema,
  contextFor: ContextFor,
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
      readTransaction,
      statusByMediaType,
    ],
    logger: log,
  });
  await apollo.start();
  fastify.route({
    url: '/graphql',
    method: ['GET', 'POST', 'OPTIONS'],
    handler: fastifyApolloHandler(apollo, { context: async (request) => contextFor(request.headers.authorization) }),
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
      // Who is nobody is closed upon at once (4403).
      onConnect: ({ connectionParams }) =>
        contextFor(connectionParams?.authorization as string | undefined).then(
          () => true,
          () => false,
        ),
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

const PUBLIC_CODES = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_USER_INPUT',
  'BAD_REQUEST',
  'OPERATION_RESOLUTION_FAILURE',
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'SUBGRAPH_UNAVAILABLE',
  'PERSISTED_QUERY_NOT_FOUND',
]);

/** What leaves of a fault: its public code and message, or a bare INTERNAL; the cause goes to the log alone. */
function presentable(formatted: GraphQLFormattedError, error: unknown, log: Logger): GraphQLFormattedError {
  if (isUnreadable(error)) return unreadable(formatted).toJSON();
  const code = formatted.extensions?.code as string | undefined;
  if (code && PUBLIC_CODES.has(code)) return formatted;
  log.error(
    { error: (error as Error)?.message, stack: (error as Error)?.stack, path: formatted.path },
    'resolver failed',
  );
  return { message: 'Something failed inside the hub.', path: formatted.path, extensions: { code: 'INTERNAL' } };
}

/** What the database cannot read: its data exceptions, and a text with a zero in it (SQLSTATE 22…, 08P01). */
function isUnreadable(error: unknown): boolean {
  const cause = error instanceof GraphQLError ? error.originalError : error;
  const { code } = (cause ?? {}) as { readonly code?: unknown };
  return typeof code === 'string' && /^(22\w{3}|08P01)$/.test(code);
}

/** Whoever asked gave it: their fault and not the hub's. It is not repeated. [IDG-16] */
function unreadable({ path }: Pick<GraphQLFormattedError, 'path'>): GraphQLError {
  return new GraphQLError('Something that was given cannot be read: an id, a cursor, a number or a text.', {
    path,
    extensions: { code: 'BAD_USER_INPUT' },
  });
}
