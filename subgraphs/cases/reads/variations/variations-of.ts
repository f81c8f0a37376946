import type { EntityManager } from '../../../../kernel/database/orm.js';
import { Variation } from '../../entities/variations/variation.js';

/** Every variation of a placement that was not cancelled, in the order of their first days. */
export function variationsOf(em: EntityManager, placementId: string): Promise<Variation[]> {
  const orderBy = { effectiveFrom: 'asc', recordedAt: 'asc' } as const;
  return em.find(Variation, { placementId, state: { $ne: 'CANCELLED' } }, { orderBy });
}
