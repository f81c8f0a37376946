import { type EntityClass, type EntityMetadata, type FilterQuery, type FindOptions, JsonType } from '@mikro-orm/core';
import type { Caller } from '../identity/caller.js';
import { mapInSlices } from '../values/in-slices.js';
import { Recent } from '../values/recent.js';
import type { EntityManager, SubgraphDatabase } from './orm.js';
import { sessionOf } from './row-security.js';
import { selectOf } from './select.js';

/**
 * A fresh entity manager that reads as this caller and no more (row-level security). Nothing watches what it finds, for
 * nothing of it is written back: a row found twice is two objects. What is found with some `fields` throws where any
 * other is read: it has not that value, and must not pass for having none.
 */
export function readerFor(db: SubgraphDatabase, caller: Caller): EntityManager {
  const em = db.orm.em.fork();
  const session = sessionOf(db.subgraph, caller);
  em.setSessionContext(session);
  em.find = (async (entity: EntityClass, where: FilterQuery<object>, options?: FindOptions<object>) => {
    const meta = em.getMetadata().get(entity);
    const { fields } = (options ?? {}) as { readonly fields?: readonly string[] };
    const rows = await read(db, em, session, { meta, where, options });
    return mapInSlices(rows, entityFrom(meta, fields, db));
  }) as EntityManager['find'];
  return em;
}

interface Wanted {
  readonly meta: EntityMetadata;
  readonly where: FilterQuery<object>;
  readonly options: FindOptions<object> | undefined;
}

async function read(
  db: SubgraphDatabase,
  em: EntityManager,
  session: ReturnType<typeof sessionOf>,
  { meta, where, options }: Wanted,
): Promise<Row[]> {
  const { driver } = db.orm;
  const transaction = em.getTransactionContext();
  const statement = selectOf(db.subgraph, meta, where, options);
  if (!statement) return driver.find(meta.class, where, { ...options, ctx: transaction, em }) as Promise<Row[]>;
  const { sql, values } = statement;
  const rows = transaction
    ? await driver.execute<Row[]>(sql, values, 'all', transaction)
    : await readAlone(db, session, driver.getPlatform().formatQuery(sql, values));
  return mapInSlices(rows, (row) => driver.mapResult(row, meta) as Row);
}

/** One statement, with its session before it in one message: they are one transaction of PostgreSQL's. */
async function readAlone(
  { orm }: SubgraphDatabase,
  { variables }: ReturnType<typeof sessionOf>,
  sql: string,
): Promise<Row[]> {
  const pool = await orm.driver.getConnection().getNativeClient();
  const settings = Object.entries(variables);
  const session = orm.driver
    .getPlatform()
    .formatQuery(`select ${settings.map(() => 'set_config(?, ?, true)').join(', ')}`, settings.flat());
  const results = (await pool.query(`${session};${sql}`)) as unknown as Array<{ rows: Row[] }>;
  return results.at(-1)!.rows;
}

type Row = Record<string, unknown>;
type Maker = (row: Row) => object;
const makers = new WeakMap<EntityMetadata, Recent<string, Maker>>();
/** Of one entity: documents without end may be asked, each with other fields. */
const KEPT_MAKERS = 200;

/** Turns rows, as the driver gives them, into entities; of all their fields, or of some. */
function entityFrom(meta: EntityMetadata, fields: readonly string[] | undefined, db: SubgraphDatabase): Maker {
  const ofEntity = makers.get(meta) ?? new Recent(KEPT_MAKERS);
  makers.set(meta, ofEntity);
  const key = fields?.join() ?? '';
  const known = ofEntity.get(key);
  if (known) return known;
  const maker = makerOf(meta, fields, db);
  ofEntity.set(key, maker);
  return maker;
}

function makerOf(meta: EntityMetadata, fields: readonly string[] | undefined, { orm }: SubgraphDatabase): Maker {
  const platform = orm.driver.getPlatform();
  // Dates and JSON come as they are to be.
  const converted = meta.props.flatMap(({ name, customType }) =>
    !customType || customType instanceof JsonType || (fields && !fields.includes(name))
      ? []
      : [{ name, convert: (value: unknown) => customType.convertToJSValue(value, platform) }],
  );
  const prototype = fields ? prototypeWith(meta, fields) : meta.prototype;
  return (row) => {
    const entity = Object.assign(Object.create(prototype), row);
    for (const { name, convert } of converted) if (row[name] != null) entity[name] = convert(row[name]);
    return entity;
  };
}

function prototypeWith(meta: EntityMetadata, fields: readonly string[]): object {
  const unread = meta.props.filter(({ name }) => !fields.includes(name));
  const refusing = unread.map(({ name }) => {
    const get = () => {
      throw new Error(`${meta.className}.${name} was not read: whoever needs it says so (kernel/graphql/needs.ts)`);
    };
    return [name, { get, configurable: true }] as const;
  });
  return Object.create(meta.prototype, Object.fromEntries(refusing));
}
