import type { EntityManager } from '../../../../kernel/database/orm.js';
import { CallsVersion } from '../../entities/calls/calls-version.js';

/** Every version of a placement's calls, in the order in which they were recorded. [DEL-01] */
export function callsVersions(em: EntityManager, placementId: string): Promise<CallsVersion[]> {
  return em.find(CallsVersion, { placementId }, { orderBy: { seq: 'asc' } });
}
