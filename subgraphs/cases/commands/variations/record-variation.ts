import { policyInForce } from '../../../../kernel/database/policy-in-force.js';
import type { Transaction, Work } from '../../../../kernel/database/work.js';
import type { Allowed } from '../../../../kernel/identity/caller.js';
import { addLocalDays, localDateOf } from '../../../../kernel/time/working-time.js';
import { newId } from '../../../../kernel/values/ids.js';
import { type Outcome, unlessRefused } from '../../../../kernel/values/refusal.js';
import type { VariationInitiator, VariationKind } from '../../../../schema/events/cases.js';
import type { Placement } from '../../entities/placements/placement.js';
import { Variation } from '../../entities/variations/variation.js';
import { callsVersions } from '../../reads/calls/calls-versions.js';
import { variationsOf } from '../../reads/variations/variations-of.js';
import { callsOn, rewritten } from '../../rules/calls/calls-in-force.js';
import {
  commissionedWeek,
  continuedRefusals,
  type GivenCall,
  withTimesOf,
} from '../../rules/calls/commissioned-week.js';
import { isLive } from '../../rules/placements/placement-states.js';
import { callPatternRefusals, weeklyWorkerMinutes } from '../../rules/requests/call-pattern.js';
import { callOf } from '../../rules/requests/need-profile.js';
import {
  endedBy,
  farVariationRefusal,
  hoursInAHomeRefusal,
  isIncrease,
  notStartedRefusal,
  setsLastDay,
  variationRefusals,
} from '../../rules/variations/variation.js';
import { actOnPlacement } from '../../steps/act-on-case.js';
import { changeCalls } from '../../steps/calls/change-calls.js';
import type { Case } from '../../steps/lock-case.js';
import { moveVariation } from '../../steps/move.js';
import { askForMore } from '../../steps/variations/ask-for-more.js';
import { keepLastDay } from '../../steps/variations/keep-last-day.js';
import { restoreCalls } from '../../steps/variations/restore-calls.js';
import { takeChange, takeEffect } from '../../steps/variations/take-effect.js';
import { tellVariation } from '../../steps/variations/tell-variation.js';
import { firesOn } from '../../steps/variations/variation-clock.js';

export interface RecordVariation {
  readonly idempotencyKey: string;
  readonly placementId: string;
  readonly lasVariationId: string;
  readonly kind: VariationKind;
  readonly initiator: VariationInitiator;
  /** For a change of a suspension, a day of that suspension. */
  readonly effectiveFrom: string;
  readonly effectiveTo: string | null;
  /** The calls of the week from then on; null if the kind changes none. */
  readonly calls: readonly GivenCall[] | null;
  /** What they come to, as LAS has it; null if it does not say. */
  readonly weeklyWorkerMinutes: number | null;
  readonly putsAtRisk: boolean;
  readonly careTeamsAgreed: boolean;
}

export const allowed = { scope: 'placements:write', roles: ['case-system'] } satisfies Allowed;

/**
 * Records a variation that is on LAS, once by its id there. From a day on care is suspended, or there is less or more of
 * it: the calls of the week are then others, and the level is what they come to. Everybody concerned is told at once, and
 * again on that day, when it takes effect: the placement stands so, and a revised IPO goes out.
 *
 * A resumption, a changed suspension, and the early end of a temporary increase are variations of their own, which set the
 * last day of another; what was recorded before to set it is cancelled. An increase is taken if the provider's standing,
 * asked of its owner now, allows more hours; what the council should look at is kept with it. [SM-6, VAR-01 to VAR-06,
 * VAR-14, VAR-15, AWRD-04, AWRD-05, PROV-08, PROV-23]
 */
export async function recordVariation(work: Work, input: RecordVariation): Promise<Outcome<Placement>> {
  return actOnPlacement(work, 'recordVariation', allowed, input, async (t, held) => {
    const { placement } = held;
    const { council, providerId, id: placementId, packageId } = placement;
    const { lasVariationId, kind, initiator, effectiveFrom, effectiveTo, putsAtRisk, careTeamsAgreed } = input;
    if (await t.em.findOne(Variation, { council, lasVariationId })) return;
    const others = await variationsOf(t.em, placementId);
    const versions = await callsVersions(t.em, placementId);
    const present = callsOn(versions, effectiveFrom);
    const minutesBefore = weeklyWorkerMinutes(present);
    const calls = input.calls && input.calls.length > 0 ? input.calls : null;
    const { policy } = await policyInForce(t.em, council, { version: placement.policyVersion });
    const variation = {
      ...{ kind, effectiveFrom, effectiveTo, minutesBefore, putsAtRisk, careTeamsAgreed },
      minutesAfter: calls && weeklyWorkerMinutes(calls),
      minutesStated: input.weeklyWorkerMinutes,
    };
    unlessRefused(
      notStartedRefusal(placement.startedAt !== null && isLive(placement.state)),
      hoursInAHomeRefusal(placement.serviceType, kind),
      callPatternRefusals(calls ?? [], 'input.calls', policy),
      continuedRefusals(calls ?? [], present, 'input.calls'),
      farVariationRefusal(effectiveFrom, localDateOf(await t.now())),
      variationRefusals(variation, { startDate: placement.startDate, lastDay: placement.endDate, others }),
    );
    const minutesAfter = variation.minutesAfter ?? minutesBefore;
    const more = isIncrease(kind)
      ? await askForMore(t, placement, { effectiveFrom, effectiveTo, minutesBefore, minutesAfter })
      : { standingVersion: null, warnings: [] };
    const changed = setsLastDay(kind) ? endedBy(variation, others)! : null;
    const now = await t.now();
    const recorded = t.em.create(Variation, {
      ...{ council, providerId, placementId, packageId, lasVariationId, kind, initiator, state: 'AGREED' },
      ...{ effectiveFrom, effectiveTo, changes: changed?.id ?? null, minutesBefore, minutesAfter, recordedAt: now },
      ...more,
    });
    t.em.persist(recorded);
    if (calls) {
      const given = calls.map((call) => ({ ...callOf(call), callId: call.callId }));
      const week = commissionedWeek(given, present, newId);
      const days = { from: effectiveFrom, to: effectiveTo };
      const written = rewritten(versions, days, (inForce) => withTimesOf(week, inForce));
      await changeCalls(t, placement, written, { because: 'VARIATION', variationId: recorded.id });
    }
    if (changed) await setLastDay(t, held, recorded, changed);
    else if (effectiveFrom <= localDateOf(now)) await takeEffect(t, held, recorded);
    else await firesOn(t, recorded, 'VAR-14', effectiveFrom);
    if (recorded.state === 'AGREED') await tellVariation(t, placement, recorded);
  });
}

/** Gives a suspension or a temporary increase the last day that this variation sets. (VAR-03, VAR-06) */
async function setLastDay(t: Transaction, held: Case, setting: Variation, changed: Variation): Promise<void> {
  const { kind, effectiveFrom, effectiveTo } = setting;
  for (const other of await t.em.find(Variation, { changes: changed.id, state: 'AGREED', id: { $ne: setting.id } })) {
    moveVariation(other, 'cancel');
  }
  const lastDayBefore = changed.effectiveTo;
  changed.effectiveTo = kind === 'CHANGE_SUSPENSION' ? effectiveTo : addLocalDays(effectiveFrom, -1);
  if (kind === 'CHANGE_SUSPENSION') return takeChange(t, held, setting, changed);
  if (kind === 'END_TEMPORARY_INCREASE') {
    await restoreCalls(t, held.placement, changed, { from: effectiveFrom, to: lastDayBefore });
  }
  await keepLastDay(t, held, changed);
}
