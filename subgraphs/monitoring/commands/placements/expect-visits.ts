import type { Transaction } from '../../../../kernel/database/work.js';
import { localDateOf } from '../../../../kernel/time/working-time.js';
import type {
  FirstCallConfirmed,
  PlacementEnded,
  PlacementProposed,
  PlacementStarted,
  PlacementsTakenOver,
  PlacementWithdrawn,
  VariationEffective,
} from '../../../../schema/events/cases.js';
import type { LoggedEvent } from '../../../../schema/events/envelope.js';
import { ExpectedPlacement } from '../../entities/placements/expected-placement.js';
import { PlacementChange } from '../../entities/placements/placement-change.js';
import { releaseHeld } from '../../steps/visits/release-held.js';
import { settleFrom } from '../../steps/visits/settle-from.js';

/** From here on visits of this placement are expected of this provider (AWRD-01). */
export async function expectVisits(t: Transaction, { council, data }: LoggedEvent & PlacementProposed): Promise<void> {
  const { placementId: id, placementReference: reference, ...facts } = data;
  if (await t.em.findOne(ExpectedPlacement, id)) return;
  t.em.persist(t.em.create(ExpectedPlacement, { id, council: council!, reference, ...facts, live: true }));
  await releaseHeld(t, council!, 'PLACEMENT_UNKNOWN', [id, reference]);
}

/** The same of placements that ran before the hub (ASM-37). */
export async function expectVisitsTakenOver(
  t: Transaction,
  { council, data }: LoggedEvent & PlacementsTakenOver,
): Promise<void> {
  const ids = data.placements.map(({ placementId }) => placementId);
  const known = new Set((await t.em.find(ExpectedPlacement, { id: { $in: ids } })).map(({ id }) => id));
  for (const { placementId: id, placementReference: reference, startedAt, ...facts } of data.placements) {
    if (known.has(id)) continue;
    const startedOn = localDateOf(new Date(startedAt));
    t.em.persist(t.em.create(ExpectedPlacement, { id, council: council!, reference, ...facts, startedOn, live: true }));
  }
  const names = data.placements.flatMap(({ placementId, placementReference }) => [placementId, placementReference]);
  await releaseHeld(t, council!, 'PLACEMENT_UNKNOWN', names);
}

/** The first call is expected at this instant (ROUT-10). */
export async function expectFirstCall(t: Transaction, { data }: LoggedEvent & FirstCallConfirmed): Promise<void> {
  const placement = await t.em.findOne(ExpectedPlacement, data.placementId);
  if (placement) placement.firstCallAt = new Date(data.firstCallAt);
}

/** Care has begun (SM-4). */
export async function expectFromNow(t: Transaction, { data }: LoggedEvent & PlacementStarted): Promise<void> {
  const placement = await t.em.findOne(ExpectedPlacement, data.placementId);
  if (placement) placement.startedOn = localDateOf(new Date(data.startedAt));
}

/** No more visits are expected, and those planned for later do not count (AWRD-09, AWRD-12). */
export async function expectNoMoreVisits(
  t: Transaction,
  { data }: LoggedEvent & (PlacementEnded | PlacementWithdrawn),
): Promise<void> {
  const placement = await t.em.findOne(ExpectedPlacement, data.placementId);
  if (!placement) return;
  placement.live = false;
  placement.endReason = data.reason;
  if ('endDate' in data) placement.endedOn = data.endDate;
  await settleFrom(t, placement, placement.endedOn, placement.id);
}

/** Another level of care, or none for a while: visits planned for then do not count (VAR-02, VAR-03, VAR-14, VAR-15). */
export async function keepPlacementChange(
  t: Transaction,
  { council, data }: LoggedEvent & VariationEffective,
): Promise<void> {
  const { variationId: id, weeklyWorkerMinutes, callOffId: _callOffId, ...facts } = data;
  if (await t.em.findOne(PlacementChange, id)) return;
  const { before: minutesBefore, after: minutesAfter } = weeklyWorkerMinutes;
  t.em.persist(t.em.create(PlacementChange, { id, council: council!, ...facts, minutesBefore, minutesAfter }));
  if (data.kind !== 'SUSPEND' && data.kind !== 'RESUME') return;
  await settleFrom(t, { council: council!, providerId: data.providerId }, data.effectiveFrom, data.placementId);
}
