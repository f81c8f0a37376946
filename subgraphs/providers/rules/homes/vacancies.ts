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
export const MOST_VACANCY_ROWS = 50;
/** So many places a home may have free if no record of CQC says how many beds it has: more than any home has. */
export const MOST_PLACES = 300;

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
  const today = localDateOf(facts.now);
  const [earliest, latest] = [addLocalDays(today, -MOST_DAYS_OFF), addLocalDays(today, MOST_DAYS_OFF)];
  const most = facts.beds ?? MOST_PLACES;
  const refusals: Refusal[] = [];
  const refuseIf = (when: boolean, code: string, message: string, field: string) => {
    if (when) refusals.push(refuse('PROV-22', code, message, field));
  };
  refuseIf(
    statedAt > addMinutes(facts.now, CLOCK_SKEW_MINUTES),
    'STATED_IN_FUTURE',
    'A statement is about now or earlier; check the clock.',
    'input.statedAt',
  );
  refuseIf(
    localDateOf(statedAt) < earliest,
    'STATED_TOO_LONG_AGO',
    `A statement is at most ${MOST_DAYS_OFF} days old.`,
    'input.statedAt',
  );
  if (vacancies.length > MOST_VACANCY_ROWS) {
    refuseIf(true, 'TOO_MANY_ROWS', `A statement has at most ${MOST_VACANCY_ROWS} rows.`, 'input.vacancies');
    return refusals;
  }
  const seen = new Set<string>();
  let places = 0;
  for (const [index, { kind, count, from }] of vacancies.entries()) {
    const field = `input.vacancies.${index}`;
    const isCount = Number.isSafeInteger(count) && count >= 0 && count <= most;
    refuseIf(!isCount, 'VACANCY_COUNT_INVALID', `Vacancies are a whole number, 0 to ${most}.`, `${field}.count`);
    places += isCount ? count : 0;
    const notGiven = placeKindRefusal(kind, facts, `${field}.kind`);
    if (notGiven) refusals.push(notGiven);
    const message = `A place is free from a day at most ${MOST_DAYS_OFF} days back or ahead.`;
    refuseIf(from < earliest || from > latest, 'VACANCY_DAY_TOO_FAR', message, `${field}.from`);
    const key = `${kind} ${from}`;
    refuseIf(seen.has(key), 'ROW_TWICE', 'Each kind and day is stated once.', field);
    seen.add(key);
  }
  const tooMany = `A home has at most ${most} places free in all; a place is stated once, under one kind.`;
  refuseIf(places > most, 'MORE_VACANCIES_THAN_BEDS', tooMany, 'input.vacancies');
  return refusals;
}

/** How many places of a kind are free on a day, by a statement: those that are free by then [PROV-22]. */
export function placesFree(vacancies: readonly Vacancy[], kind: PlaceKind, on: string): number {
  return vacancies.reduce((sum, each) => sum + (each.kind === kind && each.from <= on ? each.count : 0), 0);
}
