import type { Work } from '../../../../kernel/database/work.js';
import type { Allowed } from '../../../../kernel/identity/caller.js';
import { cancelDeadlines } from '../../../../kernel/time/deadlines.js';
import { addLocalDays, localDateOf } from '../../../../kernel/time/working-time.js';
import { type Outcome, unlessRefused } from '../../../../kernel/values/refusal.js';
import type { VariationInitiator } from '../../../../schema/events/cases.js';
import type { Placement } from '../../entities/placements/placement.js';
import { Variation } from '../../entities/variations/variation.js';
import { variationsOf } from '../../reads/variations/variations-of.js';
import { isLive } from '../../rules/placements/placement-states.js';
import { levelOn } from '../../rules/variations/level.js';
import {
  isIncrease,
  notStartedRefusal,
  type RecordedKind,
  suspensionOn,
  variationRefusals,
} from '../../rules/variations/variation.js';
import { actOnPlacement } from '../../steps/act-on-case.js';
import { askForMore } from '../../steps/variations/ask-for-more.js';
import { takeEffect } from '../../steps/variations/take-effect.js';
import { beginsOn, subjectOf } from '../../steps/variations/variation-clock.js';

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
 * revised IPO goes out. The same variation again changes nothing. An increase is taken if the provider's standing, asked
 * of its owner now, allows more hours; what the council should look at is kept with it. A resumption gives its
 * suspension the day before as its last. [SM-6, VAR-01 to VAR-06, VAR-14, VAR-15, AWRD-04, PROV-08, PROV-23]
 */
export async function recordVariation(work: Work, input: RecordVariation): Promise<Outcome<Placement>> {
  return actOnPlacement(work, 'recordVariation', allowed, input, async (t, held) => {
    const { placement } = held;
    const { council, providerId, id: placementId, packageId } = placement;
    const { lasVariationId, kind, initiator, effectiveFrom, effectiveTo } = input;
    if (await t.em.findOne(Variation, { council, lasVariationId })) return;
    const others = await variationsOf(t.em, placementId);
    const minutesBefore = levelOn(placement.weeklyWorkerMinutes, others, effectiveFrom);
    const minutesAfter = input.weeklyWorkerMinutes ?? minutesBefore;
    const { putsAtRisk, careTeamsAgreed } = input;
    unlessRefused(
      notStartedRefusal(placement.startedAt !== null && isLive(placement.state)),
      variationRefusals(
        { kind, effectiveFrom, effectiveTo, minutesBefore, minutesAfter, putsAtRisk, careTeamsAgreed },
        { startDate: placement.startDate, lastDay: placement.endDate, others },
      ),
    );
    const more = isIncrease(kind)
      ? await askForMore(t, placement, { effectiveFrom, effectiveTo, minutesBefore, minutesAfter })
      : { standingVersion: null, warnings: [] };
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
      ...more,
    });
    t.em.persist(variation);
    const suspension = kind === 'RESUME' ? suspensionOn(others, effectiveFrom) : undefined;
    if (suspension) {
      suspension.effectiveTo = addLocalDays(effectiveFrom, -1);
      await cancelDeadlines(t, subjectOf(suspension), 'VAR-03');
    }
    if (effectiveFrom <= localDateOf(now)) await takeEffect(t, held, variation);
    else await beginsOn(t, variation, effectiveFrom);
  });
}
