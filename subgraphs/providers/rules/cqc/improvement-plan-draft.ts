import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';
import type { ImprovementPlan } from './improvement-plan.js';
import { itemsBelowGood, type RatingSet } from './ratings.js';

/**
 * Refuses a draft that is not a time-limited plan for what CQC found: `PLAN_WITHOUT_ITEMS`, `PLAN_ITEM_NOT_BELOW_GOOD`
 * and `PLAN_END_NOT_IN_FUTURE`. Its last day may be today at the earliest.
 *
 * `today` is the London date, `YYYY-MM-DD`. [PROV-05]
 */
export function planDraftRefusals(
  draft: Pick<ImprovementPlan, 'items' | 'endsOn'>,
  ratings: RatingSet,
  today: string,
): readonly Refusal[] {
  const below = itemsBelowGood(ratings);
  const refusals: Refusal[] = [];
  if (draft.items.length === 0) {
    refusals.push(
      refuse('PROV-05', 'PLAN_WITHOUT_ITEMS', 'A plan names at least one rating that it is to improve.', 'items'),
    );
  }
  if (draft.items.some((item) => !below.includes(item))) {
    refusals.push(refuse('PROV-05', 'PLAN_ITEM_NOT_BELOW_GOOD', 'A plan covers only ratings below Good.', 'items'));
  }
  if (draft.endsOn === null || draft.endsOn < today) {
    const message = 'A plan is time-limited: its last day is today or later.';
    refusals.push(refuse('PROV-05', 'PLAN_END_NOT_IN_FUTURE', message, 'endsOn'));
  }
  return refusals;
}

/** Refuses `PLAN_ENDED` for a draft whose last day has passed before it was shared [PROV-05]. */
export function planSharingRefusal({ endsOn }: Pick<ImprovementPlan, 'endsOn'>, today: string): Refusal | undefined {
  if (endsOn !== null && endsOn >= today) return undefined;
  const message = 'A plan is shared before its last day has passed; draft it again with a later one.';
  return refuse('PROV-05', 'PLAN_ENDED', message, 'planId');
}
