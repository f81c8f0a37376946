import type { Transaction } from '../../../../kernel/database/work.js';
import type { Told } from '../../../../kernel/log/reactions.js';
import { addLocalDays, localDateOf } from '../../../../kernel/time/working-time.js';
import {
  type FirstCallConfirmed,
  NO_NIGHT_RATES,
  type PlacementEndAnnounced,
  type PlacementEnded,
  type PlacementEndTakenBack,
  type PlacementProposed,
  type PlacementStarted,
  type PlacementsTakenOver,
  type PlacementWithdrawn,
  type VariationEffective,
} from '../../../../schema/events/cases.js';
import { ExpectedPlacement } from '../../entities/placements/expected-placement.js';
import { PlacementChange } from '../../entities/placements/placement-change.js';
import { isEnd } from '../../rules/visits/commissioned.js';
import { releaseHeld } from '../../steps/reports/release-held.js';
import { settleFrom } from '../../steps/visits/settle-from.js';

/*
 * Seven reactions to one thing: whose visits are expected, and when. Each event about a placement changes the one copy that
 * monitoring keeps of it.
 */

/** From here on visits of this placement are expected of this provider (AWRD-01). */
export async function expectVisits(t: Transaction, told: Told<PlacementProposed>): Promise<void> {
  const { placementId: id, placementReference: reference, occurredAt: expectedFrom, seq: _seq, ...facts } = told;
  const nightRatesPence = told.nightRatesPence ?? NO_NIGHT_RATES;
  if (await t.em.findOne(ExpectedPlacement, id)) return;
  t.em.persist(t.em.create(ExpectedPlacement, { id, reference, expectedFrom, ...facts, nightRatesPence, live: true }));
  await releaseHeld(t, told.council, 'PLACEMENT_UNKNOWN', [id, reference]);
}

/** The same for placements that ran before the hub (ASM-37). */
export async function expectVisitsTakenOver(
  t: Transaction,
  { council, placements }: Told<PlacementsTakenOver>,
): Promise<void> {
  const ids = placements.map(({ placementId }) => placementId);
  const known = new Set((await t.em.find(ExpectedPlacement, { id: { $in: ids } })).map(({ id }) => id));
  for (const { placementId: id, placementReference: reference, startedAt, ...facts } of placements) {
    if (known.has(id)) continue;
    const expectedFrom = new Date(startedAt);
    const begun = { expectedFrom, startedOn: localDateOf(expectedFrom), live: true };
    const nightRatesPence = facts.nightRatesPence ?? NO_NIGHT_RATES;
    t.em.persist(t.em.create(ExpectedPlacement, { id, council, reference, ...facts, nightRatesPence, ...begun }));
  }
  const names = placements.flatMap(({ placementId, placementReference }) => [placementId, placementReference]);
  await releaseHeld(t, council, 'PLACEMENT_UNKNOWN', names);
}

/** The first call is expected at this instant (ROUT-10). */
export async function expectFirstCall(t: Transaction, told: Told<FirstCallConfirmed>): Promise<void> {
  const placement = await t.em.findOne(ExpectedPlacement, told.placementId);
  if (placement) placement.firstCallAt = new Date(told.firstCallAt);
}

/** Care has begun (SM-4). */
export async function expectFromNow(t: Transaction, told: Told<PlacementStarted>): Promise<void> {
  const placement = await t.em.findOne(ExpectedPlacement, told.placementId);
  if (placement) placement.startedOn = localDateOf(new Date(told.startedAt));
}

/** Care will end with this day: no visits are expected after it, and all until then. A later word replaces it (AWRD-12). */
export async function expectNoneAfter(
  t: Transaction,
  told: Told<PlacementEndAnnounced> | Told<PlacementEndTakenBack>,
): Promise<void> {
  const placement = await t.em.findOne(ExpectedPlacement, told.placementId);
  if (!placement) return;
  const before = placement.endsOn;
  placement.endsOn = 'reason' in told ? told.endDate : null;
  const [first] = [before, placement.endsOn].filter((day) => day !== null).sort();
  await settleFrom(t, placement, first ?? null, placement.id);
}

/** No more visits are expected, and those planned for later do not count (AWRD-09, AWRD-12). */
export async function expectNoMoreVisits(
  t: Transaction,
  told: Told<PlacementEnded> | Told<PlacementWithdrawn>,
): Promise<void> {
  const placement = await t.em.findOne(ExpectedPlacement, told.placementId);
  if (!placement) return;
  placement.live = false;
  placement.endReason = told.reason;
  if ('endDate' in told) placement.endedOn = told.endDate;
  await settleFrom(t, placement, placement.endedOn, placement.id);
}

/** Another level of care, or none for a while: visits planned for then do not count (VAR-02, VAR-03, VAR-14, VAR-15). */
export async function keepPlacementChange(t: Transaction, told: Told<VariationEffective>): Promise<void> {
  const { variationId: id, weeklyWorkerMinutes, callOffId: _callOffId, occurredAt: _at, ...facts } = told;
  const { kind, effectiveFrom } = told;
  const known = await t.em.findOne(PlacementChange, id);
  if (isEnd(kind)) {
    if (known) known.effectiveTo = addLocalDays(effectiveFrom, -1);
  } else if (!known) {
    const { before: minutesBefore, after: minutesAfter } = weeklyWorkerMinutes;
    t.em.persist(t.em.create(PlacementChange, { id, ...facts, minutesBefore, minutesAfter }));
  }
  if (kind !== 'SUSPEND' && kind !== 'RESUME') return;
  await settleFrom(t, told, effectiveFrom, told.placementId);
}
