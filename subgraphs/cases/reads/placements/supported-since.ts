import type { EntityManager } from '../../../../kernel/database/orm.js';
import { Placement } from '../../entities/placements/placement.js';
import { Variation } from '../../entities/variations/variation.js';

/**
 * Since when the provider of a placement cared for its person before hospital: under an earlier placement, or under this one
 * before it was suspended. Null if it did not. `today` is a London date. [ROUT-20]
 */
export async function supportedSince(em: EntityManager, placement: Placement, today: string): Promise<Date | null> {
  const { id, personId, providerId, startedAt } = placement;
  const own = { personId, providerId, startedAt: { $ne: null } } as const;
  const earlier = await em.findOne(Placement, { ...own, id: { $ne: id } }, { orderBy: { startedAt: 'asc' } });
  if (earlier?.startedAt && (startedAt === null || earlier.startedAt < startedAt)) return earlier.startedAt;
  const suspensions = { placementId: id, kind: 'SUSPEND', effectiveFrom: { $lte: today } } as const;
  return (await em.count(Variation, suspensions)) > 0 ? startedAt : null;
}
