import type { EntityClass } from '@mikro-orm/core';
import type { EntityManager } from '../../../kernel/database/orm.js';
import { isId } from '../../../kernel/values/ids.js';

/**
 * The row of this id, or null if there is none that the caller may see. The caller's reader is held to its own rows by
 * row-level security, so both are answered alike. [IDG-05]
 */
export async function findOwn<Row extends { id: string }>(
  em: EntityManager,
  entity: EntityClass<Row>,
  id: string,
): Promise<Row | null> {
  return isId(id) ? ((await em.findOne(entity, { id } as never)) as Row | null) : null;
}
