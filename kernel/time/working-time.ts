import { Temporal } from 'temporal-polyfill';
import { WEEKDAYS, type Weekday } from '../../schema/weekdays.js';
import type { Calendar } from './bank-holidays.js';

/**
 * Time as the rule-book counts it (catalogue 0.3): instants are `Date`, dates and times of day are wall clock in
 * Europe/London, hours elapse regardless of clock changes, and "by" or "within" includes the limit itself.
 *
 * Dates are `YYYY-MM-DD` between 1900 and 2199, times of day `HH:MM`. Every function throws a RangeError on anything
 * else: by the time a rule runs, the scalars at the edge have refused it.
 */

const ZONE = 'Europe/London';
const MINUTE = 60_000;
const LOCAL_DATE = /^(19|2[01])\d\d-\d\d-\d\d$/;
const LOCAL_TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

export { WEEKDAYS, type Weekday };

/** When an office is open on one day, wall clock; both ends belong to it. */
export interface OpeningHours {
  readonly from: string;
  readonly to: string;
}

/**
 * The opening hours of a local date, or null when it is closed all day. Hours that begin or end within the hour that
 * the clocks skip throw a RangeError on that day, as `instantOf` does.
 */
export type HoursOf = (localDate: string) => OpeningHours | null;

/** A quarter of a financial year: Q1 is April to June. */
export interface Quarter {
  /** e.g. `2026/27`. */
  readonly financialYear: string;
  readonly quarter: 1 | 2 | 3 | 4;
  /** First and last local date, both inclusive. */
  readonly from: string;
  readonly to: string;
}

// --- Wall clock and instants

/** Whether this is a date of the calendar, written `YYYY-MM-DD`. */
export function isLocalDate(text: string): boolean {
  if (!LOCAL_DATE.test(text)) return false;
  const month = Number(text.slice(5, 7));
  const day = Number(text.slice(8));
  // The day before the next month begins is the last of this one.
  const lastDay = new Date(Date.UTC(Number(text.slice(0, 4)), month, 0)).getUTCDate();
  return 1 <= month && month <= 12 && 1 <= day && day <= lastDay;
}

/** Whether this is a time of day, written `HH:MM`. */
export function isLocalTime(text: string): boolean {
  return LOCAL_TIME.test(text);
}

/**
 * Whether a London clock shows this time on this date. False only in the hour that is skipped in spring; a rule that
 * takes a wall time from outside asks this first, so that it can refuse instead of fail.
 */
export function isWallTime(localDate: string, localTime: string): boolean {
  const wall = wallTime(localDate, localTime);
  return wall.toZonedDateTime(ZONE).toPlainDateTime().equals(wall);
}

/**
 * The instant at which a London clock shows this date and time.
 *
 * In the hour that comes twice in autumn it is the earlier of the two, unless `repeated: 'LATER'` is asked for. Throws
 * a RangeError for a time that the spring change skips: there is no right answer, see `isWallTime`. [catalogue 0.3]
 */
export function instantOf(
  localDate: string,
  localTime: string,
  options: { readonly repeated?: 'EARLIER' | 'LATER' } = {},
): Date {
  const wall = wallTime(localDate, localTime);
  const zoned = wall.toZonedDateTime(ZONE, { disambiguation: options.repeated === 'LATER' ? 'later' : 'earlier' });
  if (!zoned.toPlainDateTime().equals(wall)) {
    throw new RangeError('No clock in London shows this time: the change to summer time skips it.');
  }
  return new Date(zoned.epochMilliseconds);
}

/**
 * The instant at which something of this date and time of day begins: as `instantOf`, and what the spring change skips
 * begins as many minutes after the change. [catalogue 0.3]
 */
export function beginningOf(localDate: string, localTime: string): Date {
  const zoned = wallTime(localDate, localTime).toZonedDateTime(ZONE, { disambiguation: 'compatible' });
  return new Date(zoned.epochMilliseconds);
}

/** The date in London at this instant. */
export function localDateOf(instant: Date): string {
  return localHour(instant).date;
}

/** The hour of day in London at this instant, 0 to 23. */
export function localHourOf(instant: Date): number {
  return localHour(instant).hour;
}

/**
 * The time of day in London at this instant, `HH:MM`, seconds dropped: to show, or to find the band it falls in.
 * For a cut-off ask `isBy`, to which one millisecond past is late.
 */
export function localTimeOf(instant: Date): string {
  const { hour } = localHour(instant);
  return `${TWO_DIGITS[hour]}:${TWO_DIGITS[instant.getUTCMinutes()]}`;
}

/** Whether it is not yet past `localTime` on the instant's own London date; exactly at it complies. [WIN-06, WIN-07] */
export function isBy(instant: Date, localTime: string): boolean {
  return Temporal.PlainTime.compare(zonedAt(instant).toPlainTime(), readTime(localTime)) <= 0;
}

const DAY_MINUTES = 24 * 60;

/** Minutes from midnight to a time of day `HH:mm`, as a clock shows them. */
export function minuteOfDay(localTime: string): number {
  return Number(localTime.slice(0, 2)) * 60 + Number(localTime.slice(3, 5));
}

/** Minutes from one time of day to the next time that a clock shows the other: 0 up to a day. */
export function minutesUntil(from: string, to: string): number {
  return (minuteOfDay(to) - minuteOfDay(from) + DAY_MINUTES) % DAY_MINUTES;
}

/** The instant so many elapsed minutes later, or earlier when negative; clock changes do not matter. [catalogue 0.3] */
export function addMinutes(instant: Date, minutes: number): Date {
  const later = new Date(instant.getTime() + minutes * MINUTE);
  if (Number.isNaN(later.getTime())) throw new RangeError('Minutes can be added to a valid instant only.');
  return later;
}

// --- Days

export function weekdayOf(localDate: string): Weekday {
  return WEEKDAYS[(new Date(midnightOf(localDate)).getUTCDay() + 6) % 7]!;
}

/** The date so many calendar days later, or earlier when negative. */
export function addLocalDays(localDate: string, days: number): string {
  if (!Number.isInteger(days)) throw new RangeError('Days are added to a date in whole days.');
  return new Date(midnightOf(localDate) + days * 24 * 60 * MINUTE).toISOString().slice(0, 10);
}

/** The last millisecond of a date in London: the last instant of what runs through a day. */
export function endOfLocalDay(localDate: string): Date {
  // Not by way of the next date as a text, which the last one of the calendar has not.
  const next = plainDate(localDate).add({ days: 1 }).toZonedDateTime(ZONE);
  return new Date(next.epochMilliseconds - 1);
}

/** Calendar days from one date to the other: 0 on the same date, negative when `to` comes first. */
export function daysBetween(from: string, to: string): number {
  return plainDate(from).until(plainDate(to), { largestUnit: 'days' }).days;
}

/**
 * Age in whole years on a date. Somebody born on 29 February is a year older from 1 March in a year without one.
 * Throws a RangeError when the birth lies after the date.
 */
export function ageOn(dateOfBirth: string, onDate: string): number {
  const birth = plainDate(dateOfBirth);
  const on = plainDate(onDate);
  if (Temporal.PlainDate.compare(birth, on) > 0) throw new RangeError('An age is asked for on or after the birth.');
  const birthdayToCome = onDate.slice(5) < dateOfBirth.slice(5);
  return on.year - birth.year - (birthdayToCome ? 1 : 0);
}

/** The quarter of the financial year that a date lies in. [catalogue 0.3] */
export function quarterOf(localDate: string): Quarter {
  const date = plainDate(localDate);
  const first = date.with({ month: date.month - ((date.month - 1) % 3), day: 1 });
  const opensIn = date.month < 4 ? date.year - 1 : date.year;
  return {
    financialYear: `${opensIn}/${String((opensIn + 1) % 100).padStart(2, '0')}`,
    quarter: ((((first.month - 1) / 3 + 3) % 4) + 1) as Quarter['quarter'],
    from: first.toString(),
    to: first.add({ months: 3 }).subtract({ days: 1 }).toString(),
  };
}

// --- Working days

/** Monday to Friday, and no holiday of the calendar. [catalogue 0.3] */
export function isWorkingDay(localDate: string, calendar: Calendar): boolean {
  return isWorked(plainDate(localDate), calendar);
}

/** Whether weekend hours and cut-offs apply: on Saturday, on Sunday, and on a weekday that is a holiday. [AMB-27] */
export function isWeekendOrHoliday(localDate: string, calendar: Calendar): boolean {
  return !isWorkingDay(localDate, calendar);
}

/** Longer than any run of days that a real calendar leaves unworked. */
const LONGEST_CLOSURE_DAYS = 366;

/**
 * The n-th working day after a date, which is itself day 0 whether worked or not. Throws a RangeError when n is not a
 * whole number from 0 up, or when the calendar leaves a year without a working day. [catalogue 0.3]
 */
export function addWorkingDays(localDate: string, workingDays: number, calendar: Calendar): string {
  if (!Number.isInteger(workingDays) || workingDays < 0) {
    throw new RangeError('Working days are counted forward in whole days.');
  }
  let date = plainDate(localDate);
  let closed = 0;
  for (let left = workingDays; left > 0; ) {
    date = date.add({ days: 1 });
    if (isWorked(date, calendar)) {
      left -= 1;
      closed = 0;
    } else if (++closed > LONGEST_CLOSURE_DAYS) {
      throw new RangeError('The calendar leaves a whole year without a working day.');
    }
  }
  return date.toString();
}

function isWorked(date: Temporal.PlainDate, calendar: Calendar): boolean {
  return date.dayOfWeek <= 5 && !calendar.isHoliday(date.toString());
}

/**
 * When something due within n working days of an instant falls due: the end of the n-th working day after its London
 * date.
 *
 * The day ends at the calendar's `workingDayEnd` to the minute; `23:59` means the last millisecond of the day.
 * [catalogue 0.3, WIN-21]
 */
export function endOfWorkingDay(instant: Date, workingDays: number, calendar: Calendar): Date {
  const due = instantOf(addWorkingDays(localDateOf(instant), workingDays, calendar), calendar.workingDayEnd);
  return calendar.workingDayEnd === '23:59' ? new Date(due.getTime() + MINUTE - 1) : due;
}

// --- Opening hours

/** Whether the office is open at this instant; the instants of opening and closing count as open. [WIN-08, WIN-09] */
export function isOpen(instant: Date, hoursOf: HoursOf): boolean {
  const open = openingOn(localDateOf(instant), hoursOf);
  return open !== null && open.from <= instant && instant <= open.to;
}

/**
 * The first instant by which so many minutes of opening hours have passed: when a bid window closes whose clock stands
 * still while the office is closed.
 *
 * Minutes within the hours are elapsed time. A count that runs out exactly at closing time ends there, not at the next
 * opening. Throws a RangeError when the minutes are negative, or when the hours of a year do not hold them. [WIN-09,
 * option BROKERAGE_HOURS]
 */
export function addOpenMinutes(instant: Date, minutes: number, hoursOf: HoursOf): Date {
  if (!(minutes >= 0)) throw new RangeError('Open minutes are counted forward.');
  if (minutes === 0) return instant;
  let left = minutes * MINUTE;
  let date = localDateOf(instant);
  for (let day = 0; day <= 366; day += 1, date = addLocalDays(date, 1)) {
    const open = openingOn(date, hoursOf);
    if (!open || open.to <= instant) continue;
    const from = Math.max(open.from.getTime(), instant.getTime());
    const lasts = open.to.getTime() - from;
    if (left <= lasts) return new Date(from + left);
    left -= lasts;
  }
  throw new RangeError(`The opening hours of a year do not hold ${minutes} minutes.`);
}

function openingOn(localDate: string, hoursOf: HoursOf): { readonly from: Date; readonly to: Date } | null {
  const hours = hoursOf(localDate);
  if (!hours) return null;
  const open = { from: instantOf(localDate, hours.from), to: instantOf(localDate, hours.to) };
  if (open.to <= open.from) throw new RangeError('Opening hours end after they begin, on the same day.');
  return open;
}

// --- Reading

function readDate(text: string): Temporal.PlainDate | undefined {
  if (!LOCAL_DATE.test(text)) return undefined;
  try {
    return Temporal.PlainDate.from(text);
  } catch {
    return undefined;
  }
}

function plainDate(localDate: string): Temporal.PlainDate {
  const date = readDate(localDate);
  if (!date) throw noDate();
  return date;
}

/** The midnight with which a date would begin without a zone, to count days by. Thousands of calls ask, so not by Temporal. */
function midnightOf(localDate: string): number {
  if (!isLocalDate(localDate)) throw noDate();
  return Date.parse(`${localDate}T00:00Z`);
}

function noDate(): RangeError {
  return new RangeError('A local date is a day of the calendar between 1900 and 2199, YYYY-MM-DD.');
}

function readTime(localTime: string): Temporal.PlainTime {
  if (!isLocalTime(localTime)) throw new RangeError('A local time is a time of day, HH:MM.');
  return Temporal.PlainTime.from(localTime);
}

function wallTime(localDate: string, localTime: string): Temporal.PlainDateTime {
  return plainDate(localDate).toPlainDateTime(readTime(localTime));
}

interface LocalHour {
  readonly date: string;
  readonly hour: number;
}
const localHours = new Map<number, LocalHour>();
const TWO_DIGITS = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, '0'));
const LOCAL_HOURS_KEPT = 50_000;

/** London is whole hours off UTC, so an hour of UTC has one date and one hour there: worked out once, for it is dear. */
function localHour(instant: Date): LocalHour {
  const nth = Math.floor(instant.getTime() / (60 * MINUTE));
  const known = localHours.get(nth);
  if (known) return known;
  const zoned = zonedAt(instant);
  const hour = { date: zoned.toPlainDate().toString(), hour: zoned.hour };
  if (localHours.size >= LOCAL_HOURS_KEPT) localHours.clear();
  localHours.set(nth, hour);
  return hour;
}

function zonedAt(instant: Date): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(ZONE);
}
