import { KEY_QUESTIONS, type KeyQuestion } from '../../../../schema/events/providers.js';
import type { Rating } from '../../../../schema/policy.js';

export const RATED_ITEMS = ['OVERALL', ...KEY_QUESTIONS] as const;
/** What CQC rates: a location overall, and each of the five key questions. */
export type RatedItem = 'OVERALL' | KeyQuestion;

/** One published set of ratings [PROV-03; 002 ¶14.3, ¶20.3]. */
export interface RatingSet {
  readonly overall: Rating;
  readonly keyQuestions: Readonly<Record<KeyQuestion, Rating>>;
  /** `YYYY-MM-DD` of publication; null before the first. */
  readonly publishedOn: string | null;
}

/** A location that CQC has not rated yet. */
export const NOT_YET_RATED: RatingSet = {
  overall: 'NOT_YET_RATED',
  keyQuestions: {
    SAFE: 'NOT_YET_RATED',
    EFFECTIVE: 'NOT_YET_RATED',
    CARING: 'NOT_YET_RATED',
    RESPONSIVE: 'NOT_YET_RATED',
    WELL_LED: 'NOT_YET_RATED',
  },
  publishedOn: null,
};

/** Worst first. An absent rating says less than any rating, so it comes last. */
const WORST_FIRST: readonly Rating[] = ['INADEQUATE', 'REQUIRES_IMPROVEMENT', 'GOOD', 'OUTSTANDING', 'NOT_YET_RATED'];

/** The worse of two ratings; any rating is worse than none. */
export function worse(one: Rating, other: Rating): Rating {
  return WORST_FIRST.indexOf(one) <= WORST_FIRST.indexOf(other) ? one : other;
}

/** The rating of one item in a set. */
export function ratingOf(set: RatingSet, item: RatedItem): Rating {
  return item === 'OVERALL' ? set.overall : set.keyQuestions[item];
}

/** Whether the set rates anything at all. */
export function isRated(set: RatingSet): boolean {
  return RATED_ITEMS.some((item) => ratingOf(set, item) !== 'NOT_YET_RATED');
}

/**
 * The items that need an improvement plan: Requires Improvement, and Inadequate too, which cannot be asked for less
 * [PROV-05, PROV-04; 002 ¶14.3].
 */
export function itemsBelowGood(set: RatingSet): readonly RatedItem[] {
  return RATED_ITEMS.filter((item) => ['REQUIRES_IMPROVEMENT', 'INADEQUATE'].includes(ratingOf(set, item)));
}

/**
 * Two sets of one day as one: each item at its worse rating. A location with several services gets several sets, and
 * a good one must not hide a bad one.
 */
export function combined(one: RatingSet, other: RatingSet): RatingSet {
  return {
    overall: worse(one.overall, other.overall),
    keyQuestions: eachKeyQuestion((question) => worse(one.keyQuestions[question], other.keyQuestions[question])),
    publishedOn: one.publishedOn,
  };
}

/** A rating for each key question. */
export function eachKeyQuestion(rating: (question: KeyQuestion) => Rating): Readonly<Record<KeyQuestion, Rating>> {
  return {
    SAFE: rating('SAFE'),
    EFFECTIVE: rating('EFFECTIVE'),
    CARING: rating('CARING'),
    RESPONSIVE: rating('RESPONSIVE'),
    WELL_LED: rating('WELL_LED'),
  };
}

/**
 * The history of a location: one set a day of publication, newest first, sets of the same day combined. Undated and
 * empty sets have no place in it. Merging the same sets again changes nothing [PROV-03].
 */
export function ratingHistory(sets: readonly RatingSet[]): readonly RatingSet[] {
  const byDay = new Map<string, RatingSet>();
  for (const set of sets) {
    if (set.publishedOn === null || !isRated(set)) continue;
    const held = byDay.get(set.publishedOn);
    byDay.set(set.publishedOn, held ? combined(held, set) : set);
  }
  return [...byDay.entries()].sort(([one], [other]) => (one < other ? 1 : -1)).map(([, set]) => set);
}
