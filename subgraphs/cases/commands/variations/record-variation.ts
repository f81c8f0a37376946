import type { Work } from '../../../../kernel/database/work.js';
import type { Allowed } from '../../../../kernel/identity/caller.js';
import { localDateOf } from '../../../../kernel/time/working-time.js';
import { type Outcome, unlessRefused } from '../../../../kernel/values/refusal.js';
import type { VariationInitiator } from '../../../../schema/events/cases.js';
import type { Placement } from '../../entities/placements/placement.js';
import { Variation } from '../../entities/variations/variation.js';
import { isLive } from '../../rules/placements/placement-states.js';
import { notStartedRefusal, type RecordedKind, variationRefusals } from '../../rules/variations/variation.js';
import { actOnPlacement } from '../../steps/act-on-case.js';
import { takeEffect } from '../../steps/variations/take-effect.js';
import { beginsOn } from '../../steps/variations/variation-clock.js';

export interface RecordVariation {
  readonly idempotencyKey: string;
  readonly placementId: string;
  readonly lasVariationId: string;
  readonly kind: RecordedKind;
  readonly initiator: VariationInitiator;
  readonly effectiveFrom: string;
  readonly effectiveTo: string | null;
  /** The level from then on; null if the kind changes none. */
  readonly weeklyWorkerMinutes: number | null;
  readonly putsAtRisk: boolean;
  readonly careTeamsAgreed: boolean;
}

export const allowed = { scope: 'placements:write', roles: ['case-system'] } satisfies Allowed;

/**
 * Records a variation that is on LAS: from a day on, care is suspended or resumed, or there is less or more of it.
 * On that day it takes effect: the placement stands so, everybody concerned is told, and where the hours change a
 * revised IPO goes out. The same variation again changes nothing. [SM-6, VAR-01 to VAR-06, VAR-14, VAR-15, AWRD-04]
 */
export async function recordVariation(work: Work, input: RecordVariation): Promise<Outcome<Placement>> {
  return actOnPlacement(work, 'recordVariation', allowed, input, async (t, held) => {
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
    else await beginsOn(t, variation, effectiveFrom);
  });
}
