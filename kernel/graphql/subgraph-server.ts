import type { Executor } from '@graphql-tools/utils';
import type { EntityClass } from '@mikro-orm/core';
import type { GraphQLSchema } from 'graphql';
import pg from 'pg';
import type { BuildSchemaOptions } from 'type-graphql';
import { type MigrationClass, openDatabase, type SubgraphDatabase } from '../database/orm.js';
import { serveInTurn, tellOfLost } from '../database/pool.js';
import { readerFor } from '../database/reader.js';
import type { Work } from '../database/work.js';
import { type Caller, NotAuthorisedError, SCOPES } from '../identity/caller.js';
import { eventLogReader } from '../log/event-log.js';
import { type Reactions, Reactor } from '../log/reactions.js';
import { ListeningWakeUps } from '../log/wake.js';
import type { DeadlineEffects } from '../time/deadlines.js';
import { type AfterOutage, dueDeadlines } from '../time/due-deadlines.js';
import { DueTimer } from '../time/due-timer.js';
import { noLongerThan } from '../time/patience.js';
import type { Logger } from '../values/logging.js';
import type { UrgentActs } from './asked.js';
import { type FederatedSchema, federatedSchema, type ReferenceResolver } from './federated-schema.js';
import { type ContextFor, executing, inProcessExecutor } from './in-process-executor.js';
import type { Ask } from './peers.js';
import { type Readiness, readiness } from './readiness.js';
import { readings } from './reading.js';
import { RequestContext } from './request-context.js';
import { type HttpServer, serveHttp } from './subgraph-http.js';

/** A subgraph, as its `subgraph.ts` declares it: its classes, and what runs beside them. */
export interface SubgraphDefinition {
  readonly name: string;
  /** Whether it keeps the councils, their policies and who has access: one of a hub's subgraphs does. */
  readonly keepsCouncils?: boolean;
  readonly entities: readonly EntityClass[];
  readonly migrations: readonly MigrationClass[];
  readonly resolvers: BuildSchemaOptions['resolvers'];
  readonly references: Readonly<Record<string, ReferenceResolver>>;
  readonly reactions: Reactions;
  readonly deadlines: DeadlineEffects;
  readonly afterOutage?: AfterOutage;
  readonly clocks?: readonly RowClock[];
  /** Acts that are done before what clients read, and before what else they do. */
  readonly urgent?: UrgentActs;
}

/** Rows that fall due by themselves, without a deadline for each: one of their columns says when. */
export interface RowClock {
  /** Table of the subgraph, and its column. */
  readonly table: string;
  readonly dueAt: string;
  /** Does some of the work that is due; false if there is nothing that it could take. */
  readonly settle: (work: Work) => Promise<boolean>;
}

/** The channel to notify (`pg_notify`) after giving such a row an instant that may be the next. */
export function clockChannel(subgraph: string, { table }: Pick<RowClock, 'table'>): string {
  return `due_${subgraph}_${table}`;
}

export interface SubgraphEnvironment {
  /** As `<name>_app`. */
  readonly databaseUrl: string;
  /** Verifies the short-lived identity that gateway and services sign. Throws for any other. */
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
  /** Whether its database answers and its clocks run. */
  readonly ready: Readiness;
  /** Opens HTTP and WebSocket; answers the port. */
  listen(port: number, host?: string): Promise<number>;
  /** Says that it is not ready from now on, and goes on. */
  withdraw(): void;
  /** Refuses new work, lets running work end, and closes. */
  stop(): Promise<void>;
}

/** The schema of each subgraph that this process has started: it knows nothing of a database, and is made once. */
const schemas = new WeakMap<SubgraphDefinition, Promise<FederatedSchema>>();

function schemaOf(definition: SubgraphDefinition): Promise<FederatedSchema> {
  const schema = schemas.get(definition) ?? federatedSchema(definition.resolvers, definition.references);
  schemas.set(definition, schema);
  return schema;
}

/** The identity under which a service works and asks its peers. */
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
  const { schema, sdl } = await schemaOf(definition);
  const db = await openDatabase({
    subgraph: name,
    url: environment.databaseUrl,
    entities: definition.entities,
    poolSize: environment.poolSize ?? 10,
  });
  const pool = new pg.Pool({ connectionString: environment.databaseUrl, max: 2 });
  tellOfLost(pool, log);
  serveInTurn(pool);
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

  const ready = readiness({
    database: () => events.head(),
    clocks: async () => {
      if (!timers.every(({ works }) => works)) throw new Error('A clock could not look at what is due.');
    },
  });

  const contextFor: ContextFor = async (authorization) => {
    const token = authorization?.startsWith('Bearer ') ? authorization.slice(7) : undefined;
    if (!token) throw new NotAuthorisedError('IDG-06', 'Subgraphs answer only the gateway.', 'UNAUTHENTICATED');
    return new RequestContext(await environment.verifyIdentity(token), base, events, readingOf);
  };

  const { urgent = [] } = definition;
  const execute = executing(schema, urgent);
  const executor = inProcessExecutor(execute, contextFor);
  let http: HttpServer | undefined;
  return {
    name,
    sdl,
    schema,
    executor,
    db,
    work: () => work(),
    ready,
    async listen(port, host = '127.0.0.1') {
      http = await serveHttp(schema, execute, contextFor, ready, log);
      await http.fastify.listen({ port, host });
      const address = http.fastify.server.address();
      return typeof address === 'object' && address ? address.port : port;
    },
    withdraw: () => http?.withdraw(),
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
