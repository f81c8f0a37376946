import { z } from 'zod';
import { isLocalDate, localDateOf } from '../../../../kernel/time/working-time.js';
import { isStorable } from '../../../../kernel/values/input-limits.js';
import { parsePostcode } from '../../../../kernel/values/postcode.js';
import { accepted, type Outcome, refuse, refused } from '../../../../kernel/values/refusal.js';
import { AGE_BANDS, type AgeBand, type KeyQuestion } from '../../../../schema/events/providers.js';
import type { Rating } from '../../../../schema/policy.js';
import { combined, eachKeyQuestion, isRated, NOT_YET_RATED, type RatingSet, ratingHistory, worse } from './ratings.js';

/** What the hub keeps of one location record of CQC's syndication service. No person's name is in it. */
export interface CqcLocation {
  readonly locationId: string;
  /** CQC's id of the registered provider behind the location. */
  readonly cqcProviderId: string | null;
  readonly name: string;
  /** PROV-02. Anything but registered is not registered. */
  readonly registered: boolean;
  readonly registeredOn: string | null;
  readonly deregisteredOn: string | null;
  /** In its full usual form; null when the record has none that can be read. */
  readonly postcode: string | null;
  readonly localAuthority: string | null;
  readonly careHome: boolean;
  readonly serviceTypes: readonly string[];
  readonly specialisms: readonly string[];
  /** PROV-09. */
  readonly ageBands: readonly AgeBand[];
  /** That the location has a registered manager, and not who it is (PROV-01). */
  readonly registeredManagerInPost: boolean;
  /** PROV-03: what CQC rates the location now. */
  readonly ratings: RatingSet;
  /** Every published set, the present one too, newest first. */
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

/** Specialisms and service-user bands that speak of age; the others (dementia, for one) do not. */
const AGE_BAND_WORDS: ReadonlyMap<string, readonly AgeBand[]> = new Map<string, readonly AgeBand[]>([
  ['caring for children', ['CHILDREN_0_18']],
  ['children 0-18 years', ['CHILDREN_0_18']],
  ['caring for adults over 65 yrs', ['ADULTS_18_PLUS']],
  ['caring for adults under 65 yrs', ['ADULTS_18_PLUS']],
  ['older people', ['ADULTS_18_PLUS']],
  ['younger adults', ['ADULTS_18_PLUS']],
  ['services for everyone', AGE_BANDS],
  ['whole population', AGE_BANDS],
]);

/** Longer than any list in a real record; a longer one is not a location record. */
const MOST_ENTRIES = 1_000;

const word = (text: string) => text.trim().toLowerCase().replaceAll(/\s+/g, ' ');
const list = <Entry extends z.ZodType>(entry: Entry) =>
  z
    .array(entry)
    .max(MOST_ENTRIES)
    .nullish()
    .transform((entries) => entries ?? []);
const text = z.string().trim().max(500).refine(isStorable, 'must be made of whole characters');
const named = list(z.object({ name: text }));

/**
 * An unknown word is refused, never read as unrated: it might be a new way of saying Inadequate, and unrated only warns.
 */
const rating = z
  .string()
  .nullish()
  .transform((said, context): Rating => {
    const known = RATING_WORDS.get(word(said ?? ''));
    if (known) return known;
    context.addIssue({ code: 'custom', message: "must be one of CQC's rating words, such as Good" });
    return z.NEVER;
  });

/** A date, or a date and time: with an offset it is the date in London, without one it already is. */
const day = z
  .string()
  .nullish()
  .transform((said, context): string | null => {
    if (!said?.trim()) return null;
    const instant = /^\d{4}-\d\d-\d\d[T ].*(Z|[+-]\d\d:?\d\d)$/i.test(said) ? new Date(said.replace(' ', 'T')) : null;
    const date = instant && !Number.isNaN(instant.getTime()) ? localDateOf(instant) : said.trim().slice(0, 10);
    if (isLocalDate(date)) return date;
    context.addIssue({ code: 'custom', message: 'must be a date, YYYY-MM-DD' });
    return z.NEVER;
  });

const ratedEntry = z.object({
  rating,
  reportDate: day,
  assessmentDate: day,
  status: z.string().nullish(),
  keyQuestionRatings: list(z.object({ name: text, rating })),
});
type RatedEntry = z.infer<typeof ratedEntry>;

/**
 * The parts of a location record that are read. Everything else falls away unread, the names of its contacts above
 * all: only their roles are taken.
 */
const locationRecord = z.object({
  locationId: z
    .string()
    .trim()
    .regex(/^(?=.{3,20}$)[\da-z]+(-[\da-z]+)*$/i, 'must be a CQC location id, such as 1-125856395 or RHAY9'),
  providerId: text.nullish(),
  name: text.min(1),
  registrationStatus: text.min(1),
  registrationDate: day,
  deregistrationDate: day,
  postalCode: text.nullish(),
  localAuthority: text.nullish(),
  careHome: text.nullish(),
  gacServiceTypes: named,
  specialisms: named,
  regulatedActivities: list(z.object({ contacts: list(z.object({ personRoles: list(text) })) })),
  currentRatings: z.object({ overall: ratedEntry.nullish(), reportDate: day }).nullish(),
  historicRatings: list(z.object({ overall: ratedEntry.nullish(), reportDate: day })),
  assessment: list(
    z.object({
      assessmentPlanPublishedDateTime: day,
      ratings: z.object({ overall: list(ratedEntry), asgRatings: list(ratedEntry) }).nullish(),
    }),
  ),
});
type LocationRecord = z.infer<typeof locationRecord>;

/**
 * Reads one location record as CQC's syndication service gives it, in the shape of 2019 or with `assessment[]`.
 *
 * Whatever the hub does not need is ignored; an absent rating is not yet rated. Refuses `CQC_RECORD_INVALID`, one
 * refusal for each fault with its path in the record as `field`, and never throws. A refused record changes nothing:
 * what was held before stays. [PROV-03, PROV-02, PROV-09; 002 ¶14.3]
 */
export function readCqcLocation(record: unknown): Outcome<CqcLocation> {
  const read = locationRecord.safeParse(record);
  if (!read.success) {
    return refused(
      ...read.error.issues.map((issue) => {
        const field = pathOf(issue.path);
        const fault = issue.code === 'custom' || issue.code === 'invalid_format' ? issue.message : 'has the wrong form';
        const message = `In a CQC location record, ${field || 'the whole'} ${fault}.`;
        return refuse('PROV-03', 'CQC_RECORD_INVALID', message, field || undefined);
      }),
    );
  }
  const location = read.data;
  const words = [...location.specialisms, ...location.gacServiceTypes].map(({ name }) => word(name));
  const bands = words.flatMap((name) => AGE_BAND_WORDS.get(name) ?? []);
  const roles = location.regulatedActivities.flatMap(({ contacts }) =>
    contacts.flatMap(({ personRoles }) => personRoles),
  );
  return accepted({
    locationId: location.locationId.toUpperCase(),
    cqcProviderId: location.providerId || null,
    name: location.name,
    registered: word(location.registrationStatus) === 'registered',
    registeredOn: location.registrationDate,
    deregisteredOn: location.deregistrationDate,
    postcode: parsePostcode(location.postalCode ?? '')?.full ?? null,
    localAuthority: location.localAuthority || null,
    careHome: word(location.careHome ?? '') === 'y',
    serviceTypes: location.gacServiceTypes.map(({ name }) => name),
    specialisms: location.specialisms.map(({ name }) => name),
    ageBands: AGE_BANDS.filter((band) => bands.includes(band)),
    registeredManagerInPost: roles.some((role) => word(role) === 'registered manager'),
    ...ratingsOf(location),
  });
}

/**
 * The present ratings are those of the newest set that CQC calls current: `currentRatings`, or an assessment. A set
 * without an overall rating (an assessment that is not scored yet) does not displace one that has it. What CQC calls
 * historic is history, even where nothing current stands beside it.
 */
function ratingsOf(location: LocationRecord): Pick<CqcLocation, 'ratings' | 'history'> {
  const current: RatingSet[] = [];
  const historic: RatingSet[] = [];
  const held = location.currentRatings;
  if (held?.overall) current.push(setOf(held.overall, held.overall.reportDate ?? held.reportDate));
  for (const { overall, reportDate } of location.historicRatings) {
    if (overall) historic.push(setOf(overall, overall.reportDate ?? reportDate));
  }
  for (const { assessmentPlanPublishedDateTime, ratings } of location.assessment) {
    for (const entry of [...(ratings?.overall ?? []), ...(ratings?.asgRatings ?? [])]) {
      const set = setOf(entry, assessmentPlanPublishedDateTime ?? entry.assessmentDate);
      (word(entry.status ?? '') === 'historic' ? historic : current).push(set);
    }
  }
  return { ratings: newest(current), history: ratingHistory([...current, ...historic]) };
}

function newest(sets: readonly RatingSet[]): RatingSet {
  const rated = sets.filter((set) => set.overall !== 'NOT_YET_RATED');
  const choice = rated.length > 0 ? rated : sets;
  const last = choice.reduce(
    (latest, { publishedOn }) => (publishedOn && publishedOn > latest ? publishedOn : latest),
    '',
  );
  const set = choice
    .filter(({ publishedOn }) => (publishedOn ?? '') === last)
    .reduce(combined, { ...NOT_YET_RATED, publishedOn: last || null });
  return isRated(set) ? set : NOT_YET_RATED;
}

function setOf(entry: RatedEntry, publishedOn: string | null): RatingSet {
  return {
    overall: entry.rating,
    // Nothing promises one entry a question: of several, the worst.
    keyQuestions: eachKeyQuestion((question) =>
      entry.keyQuestionRatings
        .filter(({ name }) => KEY_QUESTION_NAMES.get(word(name)) === question)
        .reduce((so, { rating }) => worse(so, rating), 'NOT_YET_RATED' as Rating),
    ),
    publishedOn,
  };
}

/** `currentRatings.overall.keyQuestionRatings[0].rating`. */
function pathOf(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (so, key) => (typeof key === 'number' ? `${so}[${key}]` : so ? `${so}.${String(key)}` : String(key)),
    '',
  );
}
