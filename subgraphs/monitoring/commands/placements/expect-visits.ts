import type { Transaction } from '../../../../kernel/database/work.js';
import type { Told } from '../../../../kernel/log/reactions.js';
import { addLocalDays, localDateOf } from '../../../../kernel/time/working-time.js';
import type {
  CommissionedCallsChanged,
  FirstCallConfirmed,
  PlacementEndAnnounced,
  PlacementEnded,
  PlacementEndTakenBack,
  PlacementProposed,
  PlacementStarted,
  PlacementsTakenOver,
  PlacementWithdrawn,
  CallsVersion as ToldCalls,
  VariationAgreed,
  VariationEffective,
  VariationKind,
} from '../../../../schema/events/cases.js';
import { CallsVersion } from '../../entities/calls/calls-version.js';
import { Deadline } from '../../entities/clocks/deadline.js';
import { ExpectedPlacement } from '../../entities/placements/expected-placement.js';
import { PlacementChange } from '../../entities/placements/placement-change.js';
import { releaseHeld } from '../../steps/reports/release-held.js';
import { settlePlacements } from '../../steps/visits/settle-from.js';

/*
 * Reactions to one thing: which calls are expected, of whom and when. Each event about a placement changes the one copy
 * that monitoring keeps of it, and what follows is settled at once.
 */

/** From here on visits of this placement are expected of this provider (AWRD-01, DEL-01). */
export async function expectVisits(t: Transaction, told: Told<PlacementProposed>): Promise<void> {
  const { placementId: id, placementReference: reference, occurredAt: expectedFrom, seq, calls, ...facts } = told;
  if (await t.em.findOne(ExpectedPlacement, id)) return;
  const knownOn = localDateOf(expectedFrom);
  const placement = t.em.create(ExpectedPlacement, { id, reference, expectedFrom, knownOn, ...facts, live: true });
  t.em.persist(placement);
  keepVersions(t, placement, [calls], { seq, toldAt: expectedFrom });
  await settlePlacements(t, placement, [placement], null);
  await releaseHeld(t, told.council, 'PLACEMENT_UNKNOWN', [id, reference]);
}

/** The same for placements that ran before the hub (ASM-37): what lies before this day is history. */
export async function expectVisitsTakenOver(t: Transaction, told: Told<PlacementsTakenOver>): Promise<void> {
  const { council, placements, occurredAt: toldAt, seq } = told;
  const ids = placements.map(({ placementId }) => placementId);
  const known = new Set((await t.em.find(ExpectedPlacement, { id: { $in: ids } })).map(({ id }) => id));
  const kept: ExpectedPlacement[] = [];
  for (const { placementId: id, placementReference: reference, startedAt, calls, ...facts } of placements) {
    if (known.has(id)) continue;
    const expectedFrom = new Date(startedAt);
    const begun = { expectedFrom, startedOn: localDateOf(expectedFrom), knownOn: localDateOf(toldAt), live: true };
    const placement = t.em.create(ExpectedPlacement, { id, council, reference, ...facts, ...begun });
    t.em.persist(placement);
    keepVersions(t, placement, [calls], { seq, toldAt });
    kept.push(placement);
  }
  for (const [providerId, own] of Map.groupBy(kept, (placement) => placement.providerId)) {
    await settlePlacements(t, { council, providerId }, own, null);
  }
  const names = placements.flatMap(({ placementId, placementReference }) => [placementId, placementReference]);
  await releaseHeld(t, council, 'PLACEMENT_UNKNOWN', names);
}

/** Other calls are commissioned on some days: their visits are made anew (VAR-14, ASM-13, ASM-14). */
export async function expectOtherCalls(t: Transaction, told: Told<CommissionedCallsChanged>): Promise<void> {
  const { placementId, versions, occurredAt: toldAt, seq } = told;
  const placement = await t.em.findOne(ExpectedPlacement, placementId);
  if (!placement || (await t.em.count(CallsVersion, { placementId, seq })) > 0) return;
  keepVersions(t, placement, versions, { seq, toldAt });
  const days = versions.map(({ from }) => from);
  const first = days.includes(null) ? null : (days.sort()[0] ?? null);
  await settlePlacements(t, placement, [placement], first);
}

function keepVersions(
  t: Transaction,
  { id: placementId, council, providerId }: ExpectedPlacement,
  versions: readonly ToldCalls[],
  told: { readonly seq: number; readonly toldAt: Date },
): void {
  for (const [nth, { versionId: id, from, to, calls }] of versions.entries()) {
    t.em.persist(t.em.create(CallsVersion, { id, council, providerId, placementId, nth, ...told, from, to, calls }));
  }
}

/**
 * The first call is expected at this instant. One that is confirmed too late takes back no call that was to begin until then; of
 * a discharge to assess it is the discharge that says when the person is at home (ROUT-10, DEL-10, ROUT-15).
 */
export async function expectFirstCall(t: Transaction, told: Told<FirstCallConfirmed>): Promise<void> {
  const placement = await t.em.findOne(ExpectedPlacement, told.placementId);
  if (!placement) return;
  if (placement.firstCallAt === null && placement.careType !== 'D2A') {
    const subject = `placement/${placement.id}`;
    const late = await t.em.findOne(Deadline, { rule: 'ROUT-10', subject, dueAt: { $lt: told.occurredAt } });
    placement.confirmedLateAt = late && told.occurredAt;
  }
  placement.firstCallAt = new Date(told.firstCallAt);
  await settlePlacements(t, placement, [placement], null);
}

/** Care has begun (SM-4). */
export async function expectFromNow(t: Transaction, told: Told<PlacementStarted>): Promise<void> {
  const placement = await t.em.findOne(ExpectedPlacement, told.placementId);
  if (!placement) return;
  placement.startedOn = localDateOf(new Date(told.startedAt));
  placement.d2aLastDay = told.lastDate;
  await settlePlacements(t, placement, [placement], null);
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
  placement.endToldAt = told.occurredAt;
  const [first] = [before, placement.endsOn].filter((day) => day !== null).sort();
  await settlePlacements(t, placement, [placement], first ?? null);
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
  // An end that was announced was told then.
  if (!placement.endToldAt || placement.endsOn !== placement.endedOn) placement.endToldAt = told.occurredAt;
  await settlePlacements(t, placement, [placement], placement.endedOn);
}

/**
 * From a day to come no care is expected for a while, or care again: what is expected on the days ahead is that at once. A
 * level that is to come has its calls, which are told by themselves. (VAR-03, DEL-01)
 */
export async function keepSuspensionAhead(t: Transaction, told: Told<VariationAgreed>): Promise<void> {
  if (SUSPENDING.includes(told.kind)) await keepPlacementChange(t, told);
}

/** Another level of care, or none for a while: no visit is expected while care is suspended (VAR-02, VAR-03, VAR-14, VAR-15). */
export async function keepPlacementChange(t: Transaction, told: Told<VariationEffective>): Promise<void> {
  const { changes, kind, effectiveFrom, effectiveTo } = told;
  const days = [effectiveFrom];
  if (changes !== null) {
    const lastDay = kind === 'CHANGE_SUSPENSION' ? effectiveTo : addLocalDays(effectiveFrom, -1);
    days.push(...(await giveLastDay(t, told, changes, lastDay)));
  } else if (!(await t.em.findOne(PlacementChange, told.variationId))) {
    t.em.persist(t.em.create(PlacementChange, changeOf(told, { effectiveFrom, effectiveTo })));
  }
  if (!SUSPENDING.includes(kind)) return;
  const placement = await t.em.findOne(ExpectedPlacement, told.placementId);
  if (placement) await settlePlacements(t, placement, [placement], days.sort()[0]!);
}

const SUSPENDING: readonly VariationKind[] = ['SUSPEND', 'RESUME', 'CHANGE_SUSPENSION'];

/**
 * Gives a variation another last day, null for none. The days by which it grows longer are kept apart: whoever came on
 * them did so before it was told. Answers the last days that it had.
 */
async function giveLastDay(
  t: Transaction,
  told: Told<VariationEffective>,
  changes: string,
  lastDay: string | null,
): Promise<string[]> {
  const held = await t.em.find(
    PlacementChange,
    { $or: [{ id: changes }, { prolongs: changes }] },
    { orderBy: { effectiveFrom: 'asc', seq: 'asc' } },
  );
  const [first] = held;
  if (!first || held.some(({ id }) => id === told.variationId)) return [];
  const ends = held.map(({ effectiveTo }) => effectiveTo);
  for (const each of held) {
    if (lastDay !== null && (each.effectiveTo === null || each.effectiveTo > lastDay)) each.effectiveTo = lastDay;
  }
  const [last = null] = held.some(({ effectiveTo }) => effectiveTo === null)
    ? []
    : held.map(({ effectiveTo }) => effectiveTo!).sort((a, b) => (a < b ? 1 : -1));
  if (last !== null && (lastDay === null || lastDay > last)) {
    const span = { effectiveFrom: addLocalDays(last, 1), effectiveTo: lastDay };
    t.em.persist(t.em.create(PlacementChange, { ...changeOf(told, span), kind: first.kind, prolongs: changes }));
  }
  return ends.filter((day) => day !== null);
}

function changeOf(
  told: Told<VariationEffective>,
  span: Pick<PlacementChange, 'effectiveFrom' | 'effectiveTo'>,
): Omit<PlacementChange, 'prolongs'> {
  const {
    variationId: id,
    council,
    providerId,
    placementId,
    packageId,
    seq,
    kind,
    initiator,
    occurredAt: toldAt,
  } = told;
  const { before: minutesBefore, after: minutesAfter } = told.weeklyWorkerMinutes;
  return {
    ...{ id, council, providerId, placementId, packageId, seq, kind, initiator, toldAt },
    ...span,
    minutesBefore,
    minutesAfter,
  };
}
