import { Temporal } from 'temporal-polyfill';
import { londonInstants } from './wall-clock.js';

/** How a council writes dates and times, such as `DD/MM/YYYY HH:mm`, and reading them. */

const PARTS: Readonly<Record<string, string>> = {
  YYYY: '(?<year>\\d{4})',
  MM: '(?<month>\\d{2})',
  M: '(?<month>\\d{1,2})',
  DD: '(?<day>\\d{2})',
  D: '(?<day>\\d{1,2})',
  HH: '(?<hour>\\d{2})',
  H: '(?<hour>\\d{1,2})',
  mm: '(?<minute>\\d{2})',
  ss: '(?<second>\\d{2})',
};
const PART = /YYYY|MM|M|DD|D|HH|H|mm|ss/g;

const DATE = ['year', 'month', 'day'];
const TIME = ['hour', 'minute'];

/** Whether this is a way of writing a date, a time of day, or both; what else is in it stands for itself. */
export function isForm(form: string, of: 'DATE' | 'TIME' | 'DATE_AND_TIME'): boolean {
  const parts = (form.match(PART) ?? []).map((part) => /<(\w+)>/.exec(PARTS[part]!)![1]!);
  const needed = of === 'DATE' ? DATE : of === 'TIME' ? TIME : [...DATE, ...TIME];
  const rest = parts.filter((part) => !needed.includes(part));
  return (
    needed.every((part) => parts.filter((each) => each === part).length === 1) &&
    rest.every((part) => part === 'second' && of !== 'DATE')
  );
}

/**
 * Two forms of which one has the day where the other has the month: what is meant by 03/04 nobody could tell. Undefined
 * when there are none.
 */
export function twoOrders(forms: readonly string[]): readonly [string, string] | undefined {
  const orders = forms.map((form) => {
    const order = (form.match(/[YMD]+/g) ?? []).map((part) => part[0]).join('');
    return { form, order: order.slice(0, 3), hasBreaks: /[MD][^A-Za-z\d]+[MDY]/.test(form) };
  });
  for (const [nth, one] of orders.entries()) {
    for (const other of orders.slice(nth + 1)) {
      if (one.order === other.order) continue;
      const sameYear = one.order.indexOf('Y') === other.order.indexOf('Y');
      if (sameYear || !(one.hasBreaks || other.hasBreaks)) return [one.form, other.form];
    }
  }
  return undefined;
}

/** `YYYY-MM-DD`, or undefined when the text is no date of the calendar in any of these forms. */
export function readDate(text: string, forms: readonly string[]): string | undefined {
  return firstOf(forms, (form) => {
    const parts = partsOf(text, form);
    return parts && attempt(() => dateOf(parts).toString());
  });
}

/** `HH:MM`, or undefined. Seconds are dropped where they are nought, and refused where they are not. */
export function readTime(text: string, forms: readonly string[]): string | undefined {
  return firstOf(forms, (form) => {
    const parts = partsOf(text, form);
    if (!parts || Number(parts.second ?? 0) !== 0) return undefined;
    return attempt(() => timeOf(parts).toString({ smallestUnit: 'minute' }));
  });
}

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/;

/**
 * The instants that a text may mean, RFC 3339 in UTC, the earlier first; undefined when it cannot be read. What has no
 * offset is a London wall clock's: an hour that comes twice in autumn has two, and one that spring skips has none.
 *
 * @param dateForms forms of a date that may stand without a time, for the first instant of its day
 */
export function readInstants(
  text: string,
  forms: readonly string[],
  dateForms: readonly string[] = [],
): readonly string[] | undefined {
  if (INSTANT.test(text)) return attempt(() => [Temporal.Instant.from(text).toString({ smallestUnit: 'millisecond' })]);
  return (
    firstOf(forms, (form) => {
      const parts = partsOf(text, form);
      return parts && instantsOf(parts);
    }) ??
    attempt(() => {
      const date = readDate(text, dateForms);
      return date === undefined ? date : londonInstants(Temporal.PlainDate.from(date).toPlainDateTime()).map(asText);
    })
  );
}

/** The ten digits of an NHS number, whatever stands between their groups; undefined when the check digit is not right. */
export function readNhsNumber(text: string): string | undefined {
  const digits = text.replace(/[\s\p{Pd}]/gu, '');
  if (!/^\d{10}$/.test(digits)) return undefined;
  const sum = [...digits].reduce((total, digit, place) => total + Number(digit) * (10 - place), 0);
  return sum % 11 === 0 ? digits : undefined;
}

/** A text of the form of a whole postcode as it stands, or undefined; whether there is such a place is the hub's to say. */
export function readPostcode(text: string): string | undefined {
  return /^[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}$/i.test(text.trim()) ? text : undefined;
}

type Parts = Readonly<Record<string, string | undefined>>;

function partsOf(text: string, form: string): Parts | undefined {
  return patternOf(form).exec(text)?.groups;
}

const patterns = new Map<string, RegExp>();

function patternOf(form: string): RegExp {
  let pattern = patterns.get(form);
  if (!pattern) {
    const source = form
      .split(/(YYYY|MM|M|DD|D|HH|H|mm|ss)/)
      .map((each, index) => (index % 2 === 1 ? PARTS[each] : each.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')))
      .join('');
    pattern = new RegExp(`^${source}$`);
    patterns.set(form, pattern);
  }
  return pattern;
}

function dateOf({ year, month, day }: Parts): Temporal.PlainDate {
  return Temporal.PlainDate.from(
    { year: Number(year), month: Number(month), day: Number(day) },
    { overflow: 'reject' },
  );
}

function timeOf({ hour, minute, second = '0' }: Parts): Temporal.PlainTime {
  return Temporal.PlainTime.from(
    { hour: Number(hour), minute: Number(minute), second: Number(second) },
    { overflow: 'reject' },
  );
}

const HOURS_KEPT = 20_000;
const hours = new Map<string, readonly number[] | undefined>();

/** The instants of a wall clock's parts. What an hour of London is in UTC is worked out once, for it is dear. */
function instantsOf({ year, month, day, hour, minute, second = '0' }: Parts): readonly string[] | undefined {
  if (Number(minute) > 59 || Number(second) > 59) return undefined;
  const key = `${year}-${month}-${day} ${hour}`;
  if (!hours.has(key)) {
    if (hours.size >= HOURS_KEPT) hours.clear();
    const whole = { year, month, day, hour, minute: '0' };
    hours.set(
      key,
      attempt(() => londonInstants(dateOf(whole).toPlainDateTime(timeOf(whole)))),
    );
  }
  return hours.get(key)?.map((began) => asText(began + (Number(minute) * 60 + Number(second)) * 1000));
}

function asText(instant: number): string {
  return new Date(instant).toISOString();
}

function firstOf<T>(forms: readonly string[], read: (form: string) => T | undefined): T | undefined {
  for (const form of forms) {
    const value = read(form);
    if (value !== undefined) return value;
  }
  return undefined;
}

function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
