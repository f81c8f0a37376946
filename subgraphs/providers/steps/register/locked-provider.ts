import { LockMode } from '@mikro-orm/core';
import type { Transaction } from '../../../../kernel/database/work.js';
import { isId } from '../../../../kernel/values/ids.js';
import { notFound, RefusedError } from '../../../../kernel/values/refusal.js';
import { Provider } from '../../entities/register/provider.js';

/**
 * The provider, locked until the transaction ends. Every command that can change where a provider stands takes this
 * lock first, so that one command at a time writes its standing. Refuses `NOT_FOUND`.
 */
export async function lockedProvider(t: Transaction, id: string): Promise<Provider> {
  const provider = isId(id) ? await t.em.findOne(Provider, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE }) : null;
  if (!provider) throw new RefusedError([notFound('provider', 'providerId')]);
  return provider;
}
