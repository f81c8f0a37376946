import { type EntityClass, LockMode } from '@mikro-orm/core';
import { readerFor } from '../../../../kernel/database/reader.js';
import type { Transaction, Work } from '../../../../kernel/database/work.js';
import { isId } from '../../../../kernel/values/ids.js';
import { type Refusal, RefusedError } from '../../../../kernel/values/refusal.js';
import { Provider } from '../../entities/register/provider.js';

/** There is none, or none that this caller may know of: the answer is the same (IDG-05). */
export function notFound(thing: string, field: string): Refusal {
  return { rule: 'IDG-05', code: 'NOT_FOUND', message: `The id must be that of a ${thing} that you can see.`, field };
}

/**
 * The provider, locked. Whatever bears on where a provider stands takes this lock first, so that its standing is
 * written by one command at a time.
 */
export async function lockedProvider(t: Transaction, id: string): Promise<Provider> {
  const provider = isId(id) ? await t.em.findOne(Provider, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE }) : null;
  if (!provider) throw new RefusedError([notFound('provider', 'providerId')]);
  return provider;
}

/**
 * A row as the caller sees it, to learn whose it is and in which council a command about it acts. It is read again
 * under the lock: until then it may change.
 */
export function foundFor<Row extends { id: string }>(
  work: Work,
  entity: EntityClass<Row>,
  id: string,
): Promise<Row | null> {
  if (!isId(id)) return Promise.resolve(null);
  return readerFor(work.db, work.caller).findOne(entity, { id } as never) as Promise<Row | null>;
}
