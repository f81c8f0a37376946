import type { EntityClass } from '@mikro-orm/core';
import { readerFor } from '../../../../kernel/database/reader.js';
import type { Work } from '../../../../kernel/database/work.js';
import { isId } from '../../../../kernel/values/ids.js';

/**
 * A row as the caller may see it, or null. It says whose the row is and in which council a command about it acts; the
 * command reads it again under its lock, since it may change until then.
 */
export async function rowForCaller<Row extends { id: string }>(
  { db, caller }: Pick<Work, 'db' | 'caller'>,
  entity: EntityClass<Row>,
  id: string,
): Promise<Row | null> {
  if (!isId(id)) return null;
  return (await readerFor(db, caller).findOne(entity, { id } as never)) as Row | null;
}
