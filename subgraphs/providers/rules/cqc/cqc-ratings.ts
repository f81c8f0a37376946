import { z } from 'zod';
import type { KeyQuestion } from '../../../../schema/events/providers.js';
import type { Rating } from '../../../../schema/policy.js';
import { day, list, type PartRead, text, word } from './cqc-part.js';
import {
  eachKeyQuestion,
  isRated,
  RATED_ITEMS,
  type RatedItem,
  type RatingSet,
  ratingHistory,
  worse,
} from './ratings.js';

/** What a record says of the ratings now. Null is an item whose newest word nobody knows: it stays as it is held. */
export interface RatingsRead {
  readonly items: Readonly<Record<RatedItem, Rating | null>>;
  /** The newest publication among them; null before the first. */
  readonly publishedOn: string | null;
  /** Every set of the location's own that is wholly read, newest first. */
  readonly history: readonly RatingSet[];
}

const RATING_WORDS: ReadonlyMap<string, Rating> = new Map([
  ['outstanding', 'OUTSTANDING'],
  ['good', 'GOOD'],
  ['requires improvement', 'REQUIRES_IMPROVEMENT'],
  ['inadequate', 'INADEQUATE'],
  // CQC's ways of saying that there is no rating.
  ['', 'NOT_YET_RATED'],
  ['no published rating', 'NOT_YET_RATED'],
  ['no approved rating', 'NOT_YET_RATED'],
  ['insufficient evidence to rate', 'NOT_YET_RATED'],
  ['inspected but not rated', 'NOT_YET_RATED'],
  ['not yet inspected', 'NOT_YET_RATED'],
  ['not rated', 'NOT_YET_RATED'],
  ['unrated', 'NOT_YET_RATED'],
  ['not applicable', 'NOT_YET_RATED'],
  ['evidence requirements partially / not yet scored', 'NOT_YET_RATED'],
]);

const KEY_QUESTION_NAMES: ReadonlyMap<string, KeyQuestion> = new Map([
  ['safe', 'SAFE'],
  ['effective', 'EFFECTIVE'],
  ['caring', 'CARING'],
  ['responsive', 'RESPONSIVE'],
  ['well-led', 'WELL_LED'],
  ['well led', 'WELL_LED'],
]);

const said = z.string().nullish();
const ratedEntry = z.object({
  rating: said,
  reportDate: day,
  assessmentDate: day,
  status: z.string().nullish(),
  organisationId: text.nullish(),
  keyQuestionRatings: list(z.object({ name: text, rating: said, reportDate: day, organisationId: text.nullish() })),
});
type RatedEntry = z.infer<typeof ratedEntry>;
const entryWithDate = z.object({ overall: ratedEntry.nullish(), reportDate: day });
const assessed = z.object({
  assessmentPlanPublishedDateTime: day,
  ratings: z.object({ overall: list(ratedEntry), asgRatings: list(ratedEntry) }).nullish(),
});
const ratedRecord = z.object({ historicRatings: list(z.unknown()), assessment: list(z.unknown()) });

/** One word about one item, and where in the record it stands. */
interface Statement {
  readonly item: RatedItem;
  readonly rating: Rating | null;
  readonly on: string | null;
  readonly isCurrent: boolean;
  /** It rates another organisation than this location's own. */
  readonly isOthers: boolean;
}

/** Of which location the record is, and from when: earlier or other ratings are a predecessor's. */
interface OfLocation {
  readonly locationId: string;
  readonly registeredOn: string | null;
  /** `YYYY-MM-DD`: nothing is published on a day to come. */
  readonly today: string;
}

/**
 * Reads the ratings of a location record, in the shape of 2019 and of `assessment[]`, item by item: of each the newest
 * word counts, so that a question rated since stands beside an overall rating that is not scored yet. Of two of one day
 * the worse counts. Without a word an item is not yet rated; CQC's historic ratings are history alone.
 *
 * A word that nobody knows, or a set whose form or date cannot be read, leaves what is held, and is told by its path:
 * it might be a new way of saying Inadequate. What CQC carries over from a predecessor tells of another organisation: it
 * may close a gate, and opens none. [PROV-03; 002 ¶14.3]
 */
export function readRatings(record: unknown, of: OfLocation, read: PartRead): RatingsRead {
  const lists = read(ratedRecord, record, '') ?? { historicRatings: [], assessment: [] };
  const statements: Statement[] = [];
  const sets: RatingSet[] = [];
  const take = (entry: RatedEntry, on: string | null, path: string, isCurrent: boolean): void => {
    const found = statementsOf(entry, on, path, isCurrent, of, read);
    statements.push(...found);
    const set = setOf(found, on);
    if (set) sets.push(set);
  };
  const takeDated = (dated: unknown, path: string, isCurrent: boolean): void => {
    const entry = dated == null ? null : read(entryWithDate, dated, path);
    if (entry?.overall) take(entry.overall, entry.overall.reportDate ?? entry.reportDate, `${path}.overall`, isCurrent);
  };
  takeDated((record as { currentRatings?: unknown }).currentRatings, 'currentRatings', true);
  for (const [nth, each] of lists.historicRatings.entries()) takeDated(each, `historicRatings[${nth}]`, false);
  for (const [nth, each] of lists.assessment.entries()) {
    const path = `assessment[${nth}]`;
    const { assessmentPlanPublishedDateTime: on, ratings } = read(assessed, each, path) ?? {};
    for (const key of ['overall', 'asgRatings'] as const) {
      for (const [place, entry] of (ratings?.[key] ?? []).entries()) {
        const isCurrent = word(entry.status ?? '') !== 'historic';
        take(entry, on ?? entry.assessmentDate, `${path}.ratings.${key}[${place}]`, isCurrent);
      }
    }
  }
  return { ...present(statements.filter(isStanding)), history: ratingHistory(sets) };
}

function statementsOf(
  entry: RatedEntry,
  on: string | null,
  path: string,
  isCurrent: boolean,
  of: OfLocation,
  read: PartRead,
): readonly Statement[] {
  const words = [
    { item: 'OVERALL' as const, said: entry.rating, on, by: entry.organisationId, at: `${path}.rating` },
    ...entry.keyQuestionRatings.flatMap(({ name, rating, reportDate, organisationId }, nth) => {
      const item = KEY_QUESTION_NAMES.get(word(name));
      const at = `${path}.keyQuestionRatings[${nth}].rating`;
      const by = organisationId ?? entry.organisationId;
      return item ? [{ item, said: rating, on: reportDate ?? on, by, at }] : [];
    }),
  ];
  return words.flatMap(({ item, said, on, by, at }): Statement[] => {
    if (on !== null && on > of.today) {
      read.fault(at, 'must not be dated ahead');
      return [];
    }
    const rating = RATING_WORDS.get(word(said ?? ''));
    if (!rating) {
      read.fault(at, "must be one of CQC's rating words, such as Good");
      return [{ item, rating: null, on, isCurrent, isOthers: false }];
    }
    const isOthers =
      (by != null && by.toUpperCase() !== of.locationId) ||
      (on !== null && of.registeredOn !== null && on < of.registeredOn);
    return rating === 'NOT_YET_RATED' ? [] : [{ item, rating, on, isCurrent, isOthers }];
  });
}

/** What is current, and the location's own or bad. */
function isStanding({ isCurrent, isOthers, rating }: Statement): boolean {
  return isCurrent && !(isOthers && (rating === 'GOOD' || rating === 'OUTSTANDING'));
}

/** Of each item the newest word, and of one day the worst; a word that nobody knows leaves it as it is held. */
function present(statements: readonly Statement[]): Omit<RatingsRead, 'history'> {
  const newest = (item: RatedItem): Rating | null => {
    const ofItem = statements.filter((each) => each.item === item);
    const last = ofItem.reduce((latest, { on }) => ((on ?? '') > latest ? on! : latest), '');
    const words = ofItem.filter(({ on }) => (on ?? '') === last).map(({ rating }) => rating);
    if (words.length === 0) return 'NOT_YET_RATED';
    const known = words.filter((rating) => rating !== null).reduce(worse, 'NOT_YET_RATED' as Rating);
    // Beside a word that nobody knows only a bad one is sure to be no better than the truth.
    return words.includes(null) && (known === 'GOOD' || known === 'OUTSTANDING' || known === 'NOT_YET_RATED')
      ? null
      : known;
  };
  const days = statements.flatMap(({ on }) => on ?? []).sort();
  return {
    items: Object.fromEntries(RATED_ITEMS.map((item) => [item, newest(item)])) as RatingsRead['items'],
    publishedOn: days.at(-1) ?? null,
  };
}

/** One entry as a set of the location's own history, if every word of it is known. */
function setOf(statements: readonly Statement[], publishedOn: string | null): RatingSet | null {
  if (statements.some(({ rating, isOthers }) => rating === null || isOthers)) return null;
  const worst = (item: RatedItem) =>
    statements
      .filter((each) => each.item === item)
      .reduce((so, { rating }) => worse(so, rating!), 'NOT_YET_RATED' as Rating);
  const set = { overall: worst('OVERALL'), keyQuestions: eachKeyQuestion(worst), publishedOn };
  return isRated(set) ? set : null;
}
