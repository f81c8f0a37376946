import type { Transaction } from '../../../kernel/database.js';
import type {
  FirstCallConfirmed,
  PlacementEnded,
  PlacementProposed,
  PlacementWithdrawn,
} from '../../../schema/events/cases.js';
import type { LoggedEvent } from '../../../schema/events/envelope.js';
import { ExpectedPlacement } from '../entities/expected-placement.js';

/** From here on visits of this placement are expected of this provider (AWRD-01). */
export async function expectVisits(t: Transaction, { council, data }: LoggedEvent & PlacementProposed): Promise<void> {
  const { placementId: id, packageId, callOffId, providerId } = data;
  if (await t.em.findOne(ExpectedPlacement, id)) return;
  t.em.persist(t.em.create(ExpectedPlacement, { id, council: council!, packageId, callOffId, providerId, live: true }));
}

/** The first call is expected at this instant (ROUT-10). */
export async function expectFirstCall(t: Transaction, { data }: LoggedEvent & FirstCallConfirmed): Promise<void> {
  const placement = await t.em.findOne(ExpectedPlacement, data.placementId);
  if (placement) placement.firstCallAt = new Date(data.firstCallAt);
}

/** No more visits are expected (AWRD-09, AWRD-12). */
export async function expectNoMoreVisits(
  t: Transaction,
  { data }: LoggedEvent & (PlacementEnded | PlacementWithdrawn),
): Promise<void> {
  const placement = await t.em.findOne(ExpectedPlacement, data.placementId);
  if (placement) placement.live = false;
}
