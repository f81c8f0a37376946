import { type EntityClass, type EntityMetadata, type FilterQuery, type FindOptions, JsonType } from '@mikro-orm/core';
import type { Caller } from '../identity/caller.js';
import type { EntityManager, SubgraphDatabase } from './orm.js';
import { sessionOf } from './row-security.js';

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
