import type { Transaction } from '../../../../kernel/database/work.js';
import type { Placement } from '../../entities/placements/placement.js';
import { TopUp } from '../../entities/placements/top-up.js';
import { type TopUp as Facts, thirdPartyPence } from '../../rules/placements/top-up.js';
import { tellOfPlacement } from './tell-of-placement.js';

/** Holds a version of the top-up of a place, after those that are held, and tells that there is one. [AWRD-11, PAY-09] */
export async function holdTopUp(t: Transaction, placement: Placement, topUp: Facts, recordedBy: string): Promise<void> {
  const { council, packageId, personId, id: placementId } = placement;
  const version = (await t.em.count(TopUp, { placementId })) + 1;
  const of = { council, packageId, personId, placementId, version };
  t.em.persist(t.em.create(TopUp, { ...of, ...topUp, recordedBy, recordedAt: await t.now() }));
  placement.thirdPartyWeeklyPence = thirdPartyPence(topUp);
  const hearers = { roles: ['broker', 'practitioner', 'case-system'] } as const;
  await tellOfPlacement(t, placement, 'TopUpRecorded', hearers, { version });
}
