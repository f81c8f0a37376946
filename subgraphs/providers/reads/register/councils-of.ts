import type { EntityManager } from '../../../../kernel/database/orm.js';
import { Membership } from '../../entities/membership/membership.js';

/** The councils that a provider works for, in order: those in which it has not left every vehicle. */
export async function councilsOf(em: EntityManager, providerId: string): Promise<readonly string[]> {
  const memberships = await em.find(Membership, { providerId, status: { $ne: 'EXITED' } });
  return [...new Set(memberships.map(({ council }) => council))].sort();
}
