import type { EntityManager } from '../../../../kernel/database/orm.js';
import { Placement } from '../../entities/placements/placement.js';
import { isLive } from '../../rules/placements/placement-states.js';

/** The placements of a package whose provider is committed to it: one at most. [AWRD-01] */
export async function livePlacements(em: EntityManager, packageId: string): Promise<Placement[]> {
  const placements = await em.find(Placement, { packageId });
  return placements.filter(({ state }) => isLive(state));
}
