import type { Calendar } from '../../../../kernel/time/bank-holidays.js';
import { localDateOf } from '../../../../kernel/time/working-time.js';
import type { Rating } from '../../../../schema/policy.js';
import type { RatingsRead } from './cqc-ratings.js';
import { type ImprovementPlan, itemsNeedingPlan, planShareBy } from './improvement-plan.js';
import { eachKeyQuestion, RATED_ITEMS, type RatedItem, type RatingSet, ratingOf } from './ratings.js';

/** One item whose rating differs from the one before. */
export interface RatingChange {
  readonly item: RatedItem;
  readonly from: Rating;
  readonly to: Rating;
}

/** What differs between two sets, overall first, then the key questions [PROV-03]. */
export function ratingChanges(before: RatingSet, after: RatingSet): readonly RatingChange[] {
  return RATED_ITEMS.map((item) => ({ item, from: ratingOf(before, item), to: ratingOf(after, item) })).filter(
    ({ from, to }) => from !== to,
  );
}

/** Whether a record says anything of ratings: one without is no news. [PROV-03] */
export function saysAnything({ items }: Pick<RatingsRead, 'items'>): boolean {
  return RATED_ITEMS.some((item) => items[item] !== 'NOT_YET_RATED');
}

/**
 * Whether ratings read from CQC take the place of those held: they say something and were published no earlier. Records
 * may arrive in any order, and a record without ratings is no news; neither may open a gate. [PROV-03]
 */
export function takesPlaceOf(held: RatingSet, read: Omit<RatingsRead, 'history'>): boolean {
  return saysAnything(read) && (held.publishedOn ?? '') <= (read.publishedOn ?? '');
}

/** The ratings after a record that takes the place of those held: an item that could not be read stays. [PROV-03] */
export function ratingsAfter(held: RatingSet, { items, publishedOn }: Omit<RatingsRead, 'history'>): RatingSet {
  return {
    overall: items.OVERALL ?? held.overall,
    keyQuestions: eachKeyQuestion((question) => items[question] ?? held.keyQuestions[question]),
    publishedOn,
  };
}

/** What must follow when one set of ratings takes the place of another. */
export interface RatingConsequences {
  /** `ContractReviewTriggered` (PROV-07). */
  readonly contractReview: { readonly kind: 'FULL'; readonly rule: 'PROV-07' } | null;
  /** A plan to be opened in state REQUIRED, for these items, to be shared by this instant at the latest (PROV-05). */
  readonly planRequired: { readonly items: readonly RatedItem[]; readonly shareBy: Date } | null;
}

/**
 * What follows from a published set of ratings.
 *
 * A full contract review follows each publication that is Inadequate overall: a second finding is reviewed even if the
 * first review is over, while reading the same publication twice does nothing. An improvement plan follows for every
 * item below Good that no plan under way covers; its time runs from publication, or from `readAt` if CQC gives no date.
 * Ask `takesPlaceOf` first. [PROV-03, PROV-05, PROV-07; 002 ¶14.3 to ¶14.6]
 */
export function consequencesOf(
  before: RatingSet,
  after: RatingSet,
  facts: { readonly plans: readonly ImprovementPlan[]; readonly readAt: Date },
  terms: { readonly planShareWorkingDays: number; readonly calendar: Calendar },
): RatingConsequences {
  const newlyPublished = ratingChanges(before, after).length > 0 || before.publishedOn !== after.publishedOn;
  const items = newlyPublished ? itemsNeedingPlan(after, facts.plans) : [];
  return {
    contractReview: after.overall === 'INADEQUATE' && newlyPublished ? { kind: 'FULL', rule: 'PROV-07' } : null,
    planRequired:
      items.length > 0
        ? {
            items,
            shareBy: planShareBy(
              after.publishedOn ?? localDateOf(facts.readAt),
              terms.planShareWorkingDays,
              terms.calendar,
            ),
          }
        : null,
  };
}
