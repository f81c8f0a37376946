import { policyInForce } from '../../../../kernel/database/policy-in-force.js';
import type { Transaction, Work } from '../../../../kernel/database/work.js';
import { type DueDeadline, startDeadline } from '../../../../kernel/time/deadlines.js';
import { addLocalDays, instantOf, localDateOf } from '../../../../kernel/time/working-time.js';
import { type Outcome, RefusedError, unlessRefused } from '../../../../kernel/values/refusal.js';
import { transition } from '../../../../kernel/values/state-table.js';
import type { VariationEffective, VariationInitiator, VariationKind } from '../../../../schema/events/cases.js';
import type { Placement } from '../../entities/placements/placement.js';
import { Variation } from '../../entities/variations/variation.js';
import { isLive } from '../../rules/placements/placement-states.js';
import { notStartedRefusal, type RecordedKind, variationRefusals } from '../../rules/variations/variation.js';
import { type VariationEvent, variationStates } from '../../rules/variations/variation-states.js';
import { type Case, lockCase, movePlacement, onPlacement } from '../../steps/on-case.js';
import { issueIpo } from '../../steps/placements/issue-ipo.js';
import { tellOfPlacement } from '../../steps/tell.js';

export interface RecordVariation {
  readonly idempotencyKey: string;
  readonly placementId: string;
  readonly lasVariationId: string;
  readonly kind: RecordedKind;
  readonly initiator: VariationInitiator;
  readonly effectiveFrom: string;
  readonly effectiveTo: string | null;
  /** The level from then on; null where the kind changes none. */
  readonly weeklyWorkerMinutes: number | null;
  readonly putsAtRisk: boolean;
  readonly careTeamsAgreed: boolean;
}

/**
 * Records a variation that stands on LAS: care is suspended or resumed, or there is less or more of it, from a day on.
 * On that day it takes effect: the placement stands so, everybody concerned is told, and where the hours change a
 * revised IPO goes out. The same variation again changes nothing. [SM-6, VAR-01 to VAR-06, VAR-14, VAR-15, AWRD-04]
 */
export async function recordVariation(work: Work, input: RecordVariation): Promise<Outcome<Placement>> {
  const allowed = { scope: 'placements:write', roles: ['case-system'] } as const;
  return onPlacement(work, 'recordVariation', allowed, input, async (t, held) => {
    const { placement } = held;
    const { council, providerId, id: placementId, packageId } = placement;
    const { lasVariationId, kind, initiator, effectiveFrom, effectiveTo } = input;
    if (await t.em.findOne(Variation, { council, lasVariationId })) return;
    const others = await t.em.find(Variation, { placementId, state: { $nin: ['CANCELLED', 'EXPIRED'] } });
    const minutesBefore = placement.currentWeeklyWorkerMinutes;
    const minutesAfter = input.weeklyWorkerMinutes ?? minutesBefore;
    const { putsAtRisk, careTeamsAgreed } = input;
    unlessRefused(
      notStartedRefusal(placement.startedAt !== null && isLive(placement.state)),
      variationRefusals(
        { kind, effectiveFrom, effectiveTo, minutesBefore, minutesAfter, putsAtRisk, careTeamsAgreed },
        { startDate: placement.startDate, others },
      ),
    );
    const now = await t.now();
    const variation = t.em.create(Variation, {
      council,
      providerId,
      placementId,
      packageId,
      lasVariationId,
      kind,
      state: 'AGREED',
      initiator,
      effectiveFrom,
      effectiveTo,
      minutesBefore,
      minutesAfter,
      recordedAt: now,
    });
    t.em.persist(variation);
    if (effectiveFrom <= localDateOf(now)) await takeEffect(t, held, variation);
    else await startDeadline(t, { ...deadlineOf(variation, 'VAR-14'), dueAt: lastInstantBefore(effectiveFrom) });
  });
}

/** The day of a variation has come. One whose placement has ended meanwhile comes to nothing. [VAR-14] */
export async function variationTakesEffect(t: Transaction, deadline: DueDeadline): Promise<'MET'> {
  const { held, variation } = await heldBy(t, deadline);
  if (isLive(held.placement.state)) await takeEffect(t, held, variation);
  else move(variation, 'cancel');
  return 'MET';
}

/** The last day of a temporary increase has passed: the level of before is the level again. [VAR-06] */
export async function temporaryIncreaseEnds(t: Transaction, deadline: DueDeadline): Promise<'MET'> {
  const { held, variation } = await heldBy(t, deadline);
  if (variation.state !== 'EFFECTIVE' || !isLive(held.placement.state)) return 'MET';
  move(variation, 'its last day passes');
  const before = held.placement.currentWeeklyWorkerMinutes;
  const after = before - (variation.minutesAfter - variation.minutesBefore);
  await changeLevel(t, held, after);
  await tell(t, held.placement, variation, 'END_TEMPORARY_INCREASE', addLocalDays(variation.effectiveTo!, 1), {
    before,
    after,
  });
  return 'MET';
}

/** The last day of a suspension that was known has passed: care goes on. [VAR-03] */
export async function suspensionEnds(t: Transaction, deadline: DueDeadline): Promise<'MET'> {
  const { held, variation } = await heldBy(t, deadline);
  if (variation.state !== 'EFFECTIVE' || held.placement.state !== 'SUSPENDED') return 'MET';
  await resume(t, held.placement, variation, addLocalDays(variation.effectiveTo!, 1));
  return 'MET';
}

async function takeEffect(t: Transaction, held: Case, variation: Variation): Promise<void> {
  const { placement } = held;
  const { kind, effectiveFrom, effectiveTo, minutesBefore: before, minutesAfter: after } = variation;
  move(variation, 'its day comes');
  if (kind === 'RESUME') {
    const open = await t.em.findOneOrFail(Variation, {
      placementId: placement.id,
      kind: 'SUSPEND',
      state: 'EFFECTIVE',
      effectiveTo: null,
    });
    open.effectiveTo = addLocalDays(effectiveFrom, -1);
    await resume(t, placement, open, effectiveFrom);
    return;
  }
  if (kind === 'SUSPEND') {
    movePlacement(placement, 'suspend');
    if (effectiveTo) await endsOn(t, variation, 'VAR-03', effectiveTo);
  } else {
    await changeLevel(t, held, after);
    if (kind === 'TEMPORARY_INCREASE') await endsOn(t, variation, 'VAR-06', effectiveTo!);
  }
  await tell(t, placement, variation, kind, effectiveFrom, { before, after });
}

async function resume(t: Transaction, placement: Placement, suspension: Variation, from: string): Promise<void> {
  move(suspension, 'resume');
  movePlacement(placement, 'resume');
  const level = placement.currentWeeklyWorkerMinutes;
  await tell(t, placement, suspension, 'RESUME', from, { before: level, after: level });
}

/** Other hours are another order: the revised IPO supersedes the one before from its effective day. [AWRD-04, AWRD-05] */
async function changeLevel(t: Transaction, { carePackage, placement }: Case, minutes: number): Promise<void> {
  placement.currentWeeklyWorkerMinutes = minutes;
  const { policy } = await policyInForce(t.em, placement.council, { version: placement.policyVersion });
  if (policy.award.ipoRequired && placement.hourlyRatePence !== null) await issueIpo(t, carePackage, placement);
}

async function tell(
  t: Transaction,
  placement: Placement,
  variation: Variation,
  kind: VariationKind,
  effectiveFrom: string,
  weeklyWorkerMinutes: VariationEffective['data']['weeklyWorkerMinutes'],
): Promise<void> {
  const { id: variationId, initiator } = variation;
  const effectiveTo = kind === variation.kind ? variation.effectiveTo : null;
  const hearers = { provider: true, roles: ['broker', 'practitioner', 'case-system'] } as const;
  await tellOfPlacement(t, placement, 'VariationEffective', hearers, {
    variationId,
    kind,
    initiator,
    effectiveFrom,
    effectiveTo,
    weeklyWorkerMinutes,
  });
}

function endsOn(t: Transaction, variation: Variation, rule: 'VAR-03' | 'VAR-06', lastDay: string): Promise<void> {
  return startDeadline(t, { ...deadlineOf(variation, rule), dueAt: lastInstantBefore(addLocalDays(lastDay, 1)) });
}

function deadlineOf({ id, council }: Variation, rule: string) {
  return { rule, subject: `variation/${id}`, council };
}

/** A deadline is inclusive: what belongs to a day starts with the first instant after the day before. */
function lastInstantBefore(localDate: string): Date {
  return new Date(instantOf(localDate, '00:00').getTime() - 1);
}

async function heldBy(t: Transaction, { subject }: DueDeadline): Promise<{ held: Case; variation: Variation }> {
  const variation = await t.em.findOneOrFail(Variation, { id: subject.slice('variation/'.length) });
  const held = await lockCase(t, variation.placementId, variation.packageId);
  if (!held) throw new Error(`Placement ${variation.placementId} is not held.`);
  await t.em.refresh(variation);
  return { held, variation };
}

function move(variation: Variation, event: VariationEvent): void {
  const step = transition(variationStates, variation.state, event);
  if ('refusal' in step) throw new RefusedError([step.refusal]);
  variation.state = step.to;
}
