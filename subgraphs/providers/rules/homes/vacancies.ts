import { addLocalDays, addMinutes, localDateOf } from '../../../../kernel/time/working-time.js';
import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';
import type { PlaceKind } from '../../../../schema/events/providers.js';
import { CLOCK_SKEW_MINUTES } from '../hours/capacity-statement.js';
import { placeKindRefusal } from './care-home.js';
import { MOST_DAYS_OFF } from './weekly-price.js';

/** Places of one kind that are free from a day on, `YYYY-MM-DD`. */
export interface Vacancy {
  readonly kind: PlaceKind;
  readonly count: number;
  readonly from: string;
}

/** What a home says of its vacancies: a whole picture, which replaces the one before. */
export interface VacancyStatement {
  /** When it was true, by the provider's clock. */
  readonly statedAt: Date;
  readonly vacancies: readonly Vacancy[];
}

/** Rows of one statement. */
const MOST_VACANCY_ROWS = 50;
/** So many places a home may have free if no record of CQC says how many beds it has: more than any home has. */
const MOST_PLACES = 300;

/**
 * Refuses a statement that cannot be true: `STATED_IN_FUTURE` (more than five minutes ahead of `now`) and
 * `STATED_TOO_LONG_AGO` (more than 366 days); `TOO_MANY_ROWS`; `VACANCY_COUNT_INVALID` below 0 or above the home's beds, and
 * `MORE_VACANCIES_THAN_BEDS` if all rows together are; `PLACE_KIND_NOT_GIVEN`, such as nursing in a home without;
 * `VACANCY_DAY_TOO_FAR` more than 366 days back or ahead; `ROW_TWICE` if two rows speak of one kind and day. An empty list
 * is a statement too: the home is full. [PROV-22; 000 ¶4, ¶6]
 *
 * @param facts.beds for how many people CQC registers the home; null if no record says
 */
export function vacancyRefusals(
  statement: VacancyStatement,
  facts: { readonly now: Date; readonly beds: number | null; readonly kinds: readonly PlaceKind[] },
): readonly Refusal[] {
  const { statedAt, vacancies } = statement;
  const window = windowAround(localDateOf(facts.now));
  const refusals: Refusal[] = [];
  if (statedAt > addMinutes(facts.now, CLOCK_SKEW_MINUTES)) {
    const message = 'A statement is about now or earlier; check the clock.';
    refusals.push(refuse('PROV-22', 'STATED_IN_FUTURE', message, 'input.statedAt'));
  }
  if (localDateOf(statedAt) < window.earliest) {
    const message = `A statement is at most ${MOST_DAYS_OFF} days old.`;
    refusals.push(refuse('PROV-22', 'STATED_TOO_LONG_AGO', message, 'input.statedAt'));
  }
  if (vacancies.length > MOST_VACANCY_ROWS) {
    const message = `A statement has at most ${MOST_VACANCY_ROWS} rows.`;
    return [...refusals, refuse('PROV-22', 'TOO_MANY_ROWS', message, 'input.vacancies')];
  }
  const most = facts.beds ?? MOST_PLACES;
  const seen = new Set<string>();
  for (const [index, row] of vacancies.entries()) {
    const field = `input.vacancies.${index}`;
    refusals.push(...rowRefusals(row, { ...window, most, kinds: facts.kinds }, field));
    const key = `${row.kind} ${row.from}`;
    if (seen.has(key)) refusals.push(refuse('PROV-22', 'ROW_TWICE', 'Each kind and day is stated once.', field));
    seen.add(key);
  }
  const counts = vacancies.map(({ count }) => count);
  if (counts.every((count) => count <= most) && counts.reduce((sum, count) => sum + count, 0) > most) {
    const message = `A home has at most ${most} places free in all; a place is stated once, under one kind.`;
    refusals.push(refuse('PROV-22', 'MORE_VACANCIES_THAN_BEDS', message, 'input.vacancies'));
  }
  return refusals;
}

interface DayWindow {
  readonly earliest: string;
  readonly latest: string;
}

function windowAround(today: string): DayWindow {
  return { earliest: addLocalDays(today, -MOST_DAYS_OFF), latest: addLocalDays(today, MOST_DAYS_OFF) };
}

function rowRefusals(
  { kind, count, from }: Vacancy,
  facts: DayWindow & { readonly most: number; readonly kinds: readonly PlaceKind[] },
  field: string,
): readonly Refusal[] {
  const refusals: Refusal[] = [];
  if (!Number.isSafeInteger(count) || count < 0 || count > facts.most) {
    const message = `Vacancies are a whole number, 0 to ${facts.most}.`;
    refusals.push(refuse('PROV-22', 'VACANCY_COUNT_INVALID', message, `${field}.count`));
  }
  const notGiven = placeKindRefusal(kind, facts, `${field}.kind`);
  if (notGiven) refusals.push(notGiven);
  if (from < facts.earliest || from > facts.latest) {
    const message = `A place is free from a day at most ${MOST_DAYS_OFF} days back or ahead.`;
    refusals.push(refuse('PROV-22', 'VACANCY_DAY_TOO_FAR', message, `${field}.from`));
  }
  return refusals;
}

/** How many places of a kind are free on a day, by a statement: those that are free by then [PROV-22]. */
export function placesFree(vacancies: readonly Vacancy[], kind: PlaceKind, on: string): number {
  return vacancies.reduce((sum, each) => sum + (each.kind === kind && each.from <= on ? each.count : 0), 0);
}
