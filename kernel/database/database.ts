import {
  type Constructor,
  type EntityClass,
  type EntityMetadata,
  type FilterQuery,
  type FindOptions,
  JsonType,
  MikroORM,
  type PolicyDef,
} from '@mikro-orm/core';
import { ReflectMetadataProvider } from '@mikro-orm/decorators/legacy';
import { type Migration, Migrator } from '@mikro-orm/migrations';
import { type EntityManager, PostgreSqlDriver } from '@mikro-orm/postgresql';
import type pg from 'pg';
import type { NewEvent } from '../../schema/events/envelope.js';
import type { Ask } from '../graphql/peers.js';
import { type Caller, isCouncil, isProvider } from '../identity/caller.js';
import { record, recordAll } from '../log/event-log.js';
import { contentHash } from '../values/content-hash.js';
import type { Logger } from '../values/logging.js';
import { accepted, type Outcome, type Refusal, RefusedError } from '../values/refusal.js';
import type { ReaderRole } from './platform.js';

export type { EntityManager };

/** Migrations in order; a new one is appended, a landed one is never changed. */
export type MigrationClass = Constructor<Migration>;

export interface SubgraphDatabase {
  readonly subgraph: string;
  readonly orm: MikroORM<PostgreSqlDriver>;
}

export async function openDatabase(options: {
  subgraph: string;
  url: string;
  entities: readonly EntityClass[];
  migrations?: readonly MigrationClass[];
  poolSize?: number;
}): Promise<SubgraphDatabase> {
  const orm = await MikroORM.init<PostgreSqlDriver>({
    driver: PostgreSqlDriver,
    clientUrl: options.url,
    schema: options.subgraph,
    // A transaction is known to whatever it calls, by this name: a subgraph asked in the same process has its own.
    contextName: options.subgraph,
    entities: [...options.entities],
    metadataProvider: ReflectMetadataProvider,
    metadataCache: { enabled: false },
    extensions: [Migrator],
    forceUtcTimezone: true,
    sessionContext: 'transaction',
    // Entities point to each other by id alone: there is nothing to propagate, and accessors on each one are dear.
    propagationOnPrototype: false,
    pool: { min: 0, max: options.poolSize ?? 10 },
    driverOptions: { onPoolCreated },
    migrations: {
      schema: options.subgraph,
      tableName: 'migration',
      migrationsList: (options.migrations ?? []).map((each) => ({ name: each.name, class: each })),
      snapshot: false,
      silent: true,
    },
    schemaGenerator: { ignoreSchema: ['platform', 'public'], skipTables: [...MACHINERY, 'migration'] },
  });
  return { subgraph: options.subgraph, orm };
}

function onPoolCreated(pool: pg.Pool): void {
  giveBackWhatIsLost(pool);
  pool.on('connect', sendTogether);
}

/** Statements whose answers nobody reads. */
const UNREAD =
  /^(begin|start transaction|set local role|select set_config\(|insert into platform\.event |update \w+\.idempotency )/;

/**
 * In a transaction, a statement whose answer nobody reads waits for the next and goes out in one message with it, for a
 * round trip less: so a transaction begins and takes on its session with its first statement, and tells its event with
 * its last. What goes wrong is thrown by that next statement, the commit at the latest.
 */
function sendTogether(client: pg.PoolClient): void {
  const send = (message: string, rest: unknown[]): Promise<pg.QueryResult | pg.QueryResult[]> =>
    Object.getPrototypeOf(client).query.call(client, message, ...rest);
  let inTransaction = false;
  let waiting = '';
  client.query = (async (text: string, ...rest: unknown[]) => {
    if (/^(begin|start transaction)/.test(text)) inTransaction = true;
    if (/^(commit|rollback)$/.test(text)) inTransaction = false;
    // A statement with bound parameters goes alone.
    const bound = (rest[0] as unknown[] | undefined)?.length;
    if (inTransaction && !bound && UNREAD.test(text)) {
      waiting += `${text};`;
      return { rows: [] };
    }
    // Nothing that is undone need be sent, and nothing may keep the undoing from its place.
    const unsent = text.startsWith('rollback') ? '' : waiting;
    waiting = '';
    if (bound && unsent) await send(unsent, []);
    const message = bound ? text : unsent + text;
    const results = await send(message, rest);
    return Array.isArray(results) ? results.at(-1) : results;
  }) as typeof client.query;
}

/**
 * A transaction ends by a statement, and only then is its connection given back to the pool. One whose connection was
 * lost cannot end that way: without this it would keep its place, and a pool that loses all places hangs.
 */
function giveBackWhatIsLost(pool: pg.Pool): void {
  const taken = new WeakSet<pg.ClientBase>();
  pool.on('acquire', (client) => void taken.add(client));
  pool.on('release', (_error, client) => void taken.delete(client));
  pool.on('connect', (client: pg.PoolClient) => {
    client.on('error', (error) => {
      if (!taken.has(client)) return;
      client.release(error);
      // Whoever had it may still give it back.
      client.release = () => {};
    });
  });
}

/** Brings one subgraph's schema up to date, as its owner role. */
export async function migrate(options: {
  subgraph: string;
  ownerUrl: string;
  entities: readonly EntityClass[];
  migrations: readonly MigrationClass[];
}): Promise<void> {
  const { orm } = await openDatabase({ ...options, url: options.ownerUrl, poolSize: 1 });
  try {
    await orm.migrator.up();
  } finally {
    await orm.close(true);
  }
}

/**
 * Row-level security of a table whose rows belong to a council, one policy per database role (a single policy with OR
 * defeats the index). Give `provider` the condition under which a provider reads a row; without it providers read
 * none. `council: null` is a table of facts shared by all councils.
 */
export function rowPolicies(
  subgraph: string,
  rows: { readonly council?: string | null; readonly provider?: string } = {},
): PolicyDef[] {
  const council = rows.council === undefined ? 'council' : rows.council;
  const ofCouncils =
    council === null ? 'true' : `${council} = any(string_to_array(current_setting('hub.councils', true), ','))`;
  const policies: PolicyDef[] = [
    { name: 'council_reads', command: 'select', roles: [`${subgraph}_council`], using: ofCouncils },
    { name: 'command_acts', roles: [`${subgraph}_command`], using: ofCouncils, check: ofCouncils },
    { name: 'system_acts', roles: [`${subgraph}_system`], using: 'true', check: 'true' },
  ] as PolicyDef[];
  if (rows.provider) {
    policies.push({
      name: 'provider_reads',
      command: 'select',
      roles: [`${subgraph}_provider`],
      using: rows.provider,
    } as PolicyDef);
  }
  return policies;
}

/** For `rowPolicies({ provider })`: the row's column holds the reading provider's id. */
export function ownedByProvider(column = 'provider_id'): string {
  return `${column}::text = current_setting('hub.organisation', true)`;
}

/** Everything a command or a resolver works with, handed in; nothing is global. */
export interface Work {
  readonly caller: Caller;
  readonly db: SubgraphDatabase;
  readonly log: Logger;
  /** Asks another subgraph through its federated schema, under this service's own identity. */
  readonly ask: Ask;
  /** The transaction this work already runs in (a reaction, a deadline, one request's reads), or a fresh reader. */
  readonly em: EntityManager;
  readonly inOpenTransaction: boolean;
  /** The deadline whose effect this work is. */
  readonly firing?: string;
}

/** Work inside one transaction, with its one instant. */
export interface Transaction extends Work {
  /** Read once from the hub's clock, after the caller of `lock` holds what it needs. */
  now(): Promise<Date>;
  /** Adds events to this transaction, in one statement; `actor`, and `occurredAt` unless given, are filled in. */
  tell(...events: readonly ToldEvent[]): Promise<void>;
}

export type ToldEvent = Omit<NewEvent, 'actor' | 'occurredAt'> & { readonly occurredAt?: Date };

/** The session variables, the role among them, under which this caller's reads run. */
function sessionOf(subgraph: string, caller: Caller): { variables: Record<string, string> } {
  const reader: ReaderRole =
    caller.viewClass || isCouncil(caller) ? 'council' : isProvider(caller) ? 'provider' : 'system';
  return session(subgraph, reader, caller.councils, caller);
}

function session(subgraph: string, reader: ReaderRole, councils: readonly string[], caller: Caller) {
  return {
    // The role as one variable more, for all of them are set by one statement.
    variables: {
      'hub.councils': councils.join(','),
      'hub.organisation': caller.organisation,
      role: `${subgraph}_${reader}`,
    },
  };
}

/**
 * A fresh entity manager that reads as this caller and no more (row-level security). Nothing watches what it finds, for
 * nothing of it is written back: a row found twice is two objects.
 */
export function readerFor(db: SubgraphDatabase, caller: Caller): EntityManager {
  const em = db.orm.em.fork();
  em.setSessionContext(sessionOf(db.subgraph, caller));
  em.find = (async (entity: EntityClass, where: FilterQuery<object>, options?: FindOptions<object>) => {
    const rows = await db.orm.driver.find(entity, where, { ...options, ctx: em.getTransactionContext(), em });
    return rows.map(entityFrom(em.getMetadata().get(entity), db));
  }) as EntityManager['find'];
  return em;
}

type Row = Record<string, unknown>;
const makers = new WeakMap<EntityMetadata, (row: Row) => object>();

/** Turns rows, as the driver gives them, into entities. */
function entityFrom(meta: EntityMetadata, { orm }: SubgraphDatabase): (row: Row) => object {
  const known = makers.get(meta);
  if (known) return known;
  const platform = orm.driver.getPlatform();
  // Dates and JSON come as they are to be.
  const converted = meta.props.flatMap(({ name, customType }) =>
    !customType || customType instanceof JsonType
      ? []
      : [{ name, convert: (value: unknown) => customType.convertToJSValue(value, platform) }],
  );
  const make = (row: Row) => {
    const entity = Object.assign(Object.create(meta.prototype), row);
    for (const { name, convert } of converted) if (row[name] != null) entity[name] = convert(row[name]);
    return entity;
  };
  makers.set(meta, make);
  return make;
}

/**
 * Runs one command: everything in `act` happens, or none of it. Joins the transaction the work already runs in.
 *
 * @param council the council in which the command acts: no row of another can be touched; `'*'` for what is shared by
 *   all councils and for the hub's own machinery.
 * @returns what `act` returns; when a rule refused, the refusals, with everything undone.
 */
export async function inTransaction<T>(
  work: Work,
  council: string,
  act: (transaction: Transaction) => Promise<T>,
): Promise<Outcome<T>> {
  try {
    if (work.inOpenTransaction) return accepted(await act(transactionOn(work, work.em)));
    const em = work.db.orm.em.fork();
    em.setSessionContext(
      council === '*'
        ? session(work.db.subgraph, 'system', [], work.caller)
        : session(work.db.subgraph, 'command', [council], work.caller),
    );
    return accepted(await em.transactional((inner) => act(transactionOn(work, inner as EntityManager))));
  } catch (error) {
    if (error instanceof RefusedError && !work.inOpenTransaction) return { result: null, refusals: error.refusals };
    throw error;
  }
}

function transactionOn(work: Work, em: EntityManager): Transaction {
  let instant: Promise<Date> | undefined;
  const transaction: Transaction = {
    ...work,
    em,
    inOpenTransaction: true,
    now() {
      instant ??= em
        .execute('select platform.now() as now')
        .then((rows) => new Date((rows as Array<{ now: Date }>)[0]!.now));
      return instant;
    },
    async tell(...events) {
      const now = await transaction.now();
      const { subject, role, organisation } = work.caller;
      const actor = { subject, role, organisation };
      const told = events.map((event) => ({ ...event, occurredAt: event.occurredAt ?? now, actor }));
      if (told.length === 1) await record(em, now, told[0]!);
      else await recordAll(em, now, told);
    },
  };
  return transaction;
}

/**
 * Takes effect once per organisation, act and key: a machine that retries gets the first answer again; the same key
 * with another input is refused. Kept in the change's own transaction, so an answer lost after commit is not lost.
 * A refused act keeps nothing: it may be tried again.
 *
 * @param reload finds the first result by its id when the key was seen before
 */
export async function once<T extends { id: string }>(
  transaction: Transaction,
  request: { readonly act: string; readonly key: string; readonly input: unknown },
  run: () => Promise<T>,
  reload: (id: string) => Promise<T>,
): Promise<T> {
  const { em, caller, db } = transaction;
  if (request.key.length < 8 || request.key.length > 200) {
    throw new RefusedError([keyRefusal('IDEMPOTENCY_KEY_LENGTH', 'An idempotency key has 8 to 200 characters.')]);
  }
  const hash = contentHash(request.input);
  const scope = [caller.organisation, request.act, request.key];
  // The insert waits for a twin still in flight, so of two parallel sends one acts and the other reads its answer.
  // Its time is not the command's `now()`, which is yet to be read: under the locks that `run` takes.
  const inserted = await em.execute(
    `insert into ${db.subgraph}.idempotency (organisation, act, key, input_hash, result_id, at)
     values (?, ?, ?, ?, '', platform.now()) on conflict do nothing returning key`,
    [...scope, hash],
  );
  if (inserted.length === 0) {
    const [seen] = (await em.execute(
      `select input_hash, result_id from ${db.subgraph}.idempotency where organisation = ? and act = ? and key = ?`,
      scope,
    )) as Array<{ input_hash: string; result_id: string }>;
    if (seen!.input_hash !== hash) {
      throw new RefusedError([
        keyRefusal(
          'IDEMPOTENCY_KEY_REUSED',
          'This idempotency key was used with another input; use a new key for a new act.',
        ),
      ]);
    }
    return reload(seen!.result_id);
  }
  const result = await run();
  await em.flush();
  await em.execute(
    `update ${db.subgraph}.idempotency set result_id = ? where organisation = ? and act = ? and key = ?`,
    [result.id, ...scope],
    { method: 'run' },
  );
  return result;
}

function keyRefusal(code: string, message: string): Refusal {
  return { rule: 'IDG-27', code, message, field: 'input.idempotencyKey' };
}

/** Not entities: the kernel's own tables in each subgraph's schema. */
export const MACHINERY = ['idempotency', 'reaction_cursor', 'quarantined_event', 'deadline'];

/** Tables every subgraph has for the kernel's machinery; the first statement of its first migration. */
export function machinerySql(subgraph: string): string[] {
  return [
    `create table if not exists ${subgraph}.idempotency (
       organisation text not null, act text not null, key text not null, input_hash text not null,
       result_id text not null, at timestamptz(3) not null, primary key (organisation, act, key))`,
    `create table if not exists ${subgraph}.reaction_cursor (
       name text primary key, seq bigint not null default 0, held_at timestamptz)`,
    `create table if not exists ${subgraph}.quarantined_event (
       name text not null, seq bigint not null, reason text not null, at timestamptz(3) not null, primary key (name, seq))`,
    `create table if not exists ${subgraph}.deadline (
       id uuid primary key default uuidv7(), rule text not null, subject text not null, council text not null,
       started_at timestamptz(3) not null, due_at timestamptz(3) not null, status text not null default 'RUNNING',
       settled_at timestamptz(3), attempts integer not null default 0, retry_at timestamptz(3), data jsonb not null default '{}',
       constraint deadline_status check (status in ('RUNNING', 'MET', 'MISSED', 'CANCELLED')))`,
    `create unique index if not exists deadline_once on ${subgraph}.deadline (rule, subject, due_at)`,
    `create index if not exists deadline_running on ${subgraph}.deadline (due_at) where status = 'RUNNING'`,
    `create index if not exists deadline_of_subject on ${subgraph}.deadline (subject)`,
    `create or replace function ${subgraph}.tell_deadline() returns trigger language plpgsql as $$
       begin perform pg_notify('deadline_${subgraph}', ''); return null; end $$`,
    `create or replace trigger deadline_started after insert on ${subgraph}.deadline
       for each statement execute function ${subgraph}.tell_deadline()`,
  ];
}
