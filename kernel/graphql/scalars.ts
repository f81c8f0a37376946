import type { GraphQLScalarType } from 'graphql';
import { GraphQLDateTime, GraphQLDuration } from 'graphql-scalars';
import { isLocalDate, isLocalTime } from '../time/working-time.js';
import { normaliseNhsNumber } from '../values/nhs-number.js';
import { parsePostcode } from '../values/postcode.js';
import { matching, scalar, textScalar } from './scalar.js';

/** The scalars of all four subgraphs, and how each reads and shows its values. */

export const DateTimeScalar = scalar<Date, string>({
  name: 'DateTime',
  description: 'An instant, shown in UTC with milliseconds.',
  takes: 'an RFC 3339 date and time with its offset, between 1900 and 2199, such as 2026-03-02T09:30:00Z',
  json: 'string',
  read: readInstant,
  show: (value) => (value instanceof Date ? inRange(value) : readInstant(value))?.toISOString(),
});

export const LocalDateScalar = textScalar({
  name: 'LocalDate',
  description: 'A date on the calendar in London.',
  takes: 'a date between 1900 and 2199, written YYYY-MM-DD',
  read: (text) => (isLocalDate(text) ? text : null),
});

export const LocalTimeScalar = textScalar({
  name: 'LocalTime',
  description: 'A time of day by the clock in London, to the minute.',
  takes: 'a time of day from 00:00 to 23:59, written HH:MM',
  read: (text) => {
    // PostgreSQL and many rostering systems write the seconds of a whole minute.
    const minute = text.replace(/^(\d\d:\d\d):00(\.0+)?$/, '$1');
    return isLocalTime(minute) ? minute : null;
  },
});

export const DurationScalar = textScalar({
  name: 'Duration',
  description: 'A length of time.',
  takes: 'an ISO 8601 duration such as PT2H30M',
  read: (text) => attempt(() => GraphQLDuration.parseValue(text)),
});

export const UUIDScalar = textScalar({
  name: 'UUID',
  description: 'An identifier that the hub gave out, shown in lower case.',
  takes: 'a UUID of 32 hexadecimal digits in groups of 8, 4, 4, 4 and 12, joined by dashes',
  read: matching(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i, (text) => text.toLowerCase()),
});

export const NHSNumberScalar = textScalar({
  name: 'NHSNumber',
  description: 'An NHS number, shown as ten digits.',
  takes: 'a string of ten digits with or without spaces, the last of which is the right check digit',
  read: normaliseNhsNumber,
});

export const CqcLocationIdScalar = textScalar({
  name: 'CqcLocationId',
  description: 'The id that CQC gives a registered location, shown in capitals.',
  takes: 'a CQC location id of 3 to 20 letters, digits and single dashes, such as 1-1234567890 or RZZ01',
  read: matching(/^(?=.{3,20}$)[\da-z]+(-[\da-z]+)*$/i, (text) => text.toUpperCase()),
});

export const PostcodeScalar = scalar<string, string>({
  name: 'Postcode',
  description:
    'A UK postcode. Where policy shows less (IDG-01), only its sector (BR1 1) or outward part (BR1) is given.',
  takes: 'a whole UK postcode such as BR1 1AB',
  json: 'string',
  read: readPostcode,
  show: (value) => readPostcode(value) ?? partOfPostcode(value),
});

export const PenceScalar = scalar<number, number>({
  name: 'Pence',
  description: 'An amount of money in pence.',
  takes: 'a whole number of pence',
  json: 'number',
  read: safeInteger,
  show: safeInteger,
});

export const CursorScalar = textScalar({
  name: 'Cursor',
  description: 'A position in the event log: what a feed resumes after.',
  takes: '0 for the beginning, or a cursor as the feed gave it',
  faultCode: 'UNKNOWN_CURSOR',
  read: matching(/^(0|[\w-]{22})$/, (text) => text),
});

/** Every scalar above, for building a schema. */
export const SCALARS: GraphQLScalarType[] = [
  DateTimeScalar,
  LocalDateScalar,
  LocalTimeScalar,
  DurationScalar,
  UUIDScalar,
  PostcodeScalar,
  NHSNumberScalar,
  PenceScalar,
  CqcLocationIdScalar,
  CursorScalar,
];

function readInstant(value: unknown): Date | undefined {
  return inRange(attempt(() => GraphQLDateTime.parseValue(value)));
}

function inRange(instant: Date | undefined): Date | undefined {
  const year = instant?.getUTCFullYear() ?? 0;
  return year >= 1900 && year <= 2199 ? instant : undefined;
}

function readPostcode(value: unknown): string | undefined {
  return typeof value === 'string' ? parsePostcode(value)?.full : undefined;
}

function partOfPostcode(value: unknown): string | undefined {
  return typeof value === 'string' && /^[A-Z]{1,2}\d[A-Z\d]?( \d)?$/.test(value) ? value : undefined;
}

function safeInteger(value: unknown): number | undefined {
  return Number.isSafeInteger(value) ? (value as number) : undefined;
}

/** What a borrowed reader answers, or undefined: its own errors repeat the value. */
function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
