import { GraphQLError, GraphQLScalarType, Kind, type ValueNode, valueFromASTUntyped } from 'graphql';
import { GraphQLDateTime, GraphQLDuration } from 'graphql-scalars';
import { isLocalDate, isLocalTime } from '../time/working-time.js';
import { normaliseNhsNumber } from '../values/nhs-number.js';
import { parsePostcode } from '../values/postcode.js';

/**
 * The scalars of all four subgraphs. Each reads a value into its one normal form or refuses it, saying which form is
 * accepted and never repeating the value: it may be somebody's NHS number in the wrong field.
 */

interface Form<Internal, External> {
  readonly name: string;
  /** What is accepted, completing "NHSNumber takes ..."; the description repeats it. */
  readonly takes: string;
  readonly description: string;
  /** What it is in JSON. */
  readonly json: 'string' | 'number';
  /** The value in its normal form; null or undefined refuses it. */
  readonly read: (value: unknown) => Internal | null | undefined;
  /** How a stored value is shown; null or undefined is a fault of the hub. */
  readonly show: (value: unknown) => External | null | undefined;
}

function scalar<Internal, External>(form: Form<Internal, External>): GraphQLScalarType<Internal, External> {
  const unlessRefused = <T>(value: T | null | undefined, code: string, nodes?: ValueNode): T => {
    if (value != null) return value;
    throw new GraphQLError(`${form.name} takes ${form.takes}.`, { nodes, extensions: { code } });
  };
  return new GraphQLScalarType<Internal, External>({
    name: form.name,
    description: `${form.description} It takes ${form.takes}.`,
    // Code generators that are given the schema read this one.
    extensions: { codegenScalarType: form.json, takes: form.takes },
    parseValue: (value) => unlessRefused(form.read(value), 'BAD_USER_INPUT'),
    parseLiteral: (node, variables) => {
      // A bare word is an enum value to GraphQL; untyped reading would let it pass for a string.
      const value = node.kind === Kind.ENUM ? undefined : valueFromASTUntyped(node, variables);
      return unlessRefused(form.read(value), 'BAD_USER_INPUT', node);
    },
    serialize: (value) => unlessRefused(form.show(value), 'INTERNAL_SERVER_ERROR'),
  });
}

/** A scalar that is a string on both sides, and is shown in the same normal form as it is read. */
function textScalar(
  form: Omit<Form<string, string>, 'json' | 'read' | 'show'> & { read(text: string): string | null | undefined },
) {
  const read = (value: unknown) => (typeof value === 'string' ? form.read(value) : null);
  return scalar<string, string>({ ...form, json: 'string', read, show: read });
}

function matching(pattern: RegExp, normal: (text: string) => string = (text) => text) {
  return (text: string) => (pattern.test(text) ? normal(text) : null);
}

// --- Time

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

// --- Identifiers

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

// --- Numbers

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

/**
 * What may be said of a request error without repeating the value at fault.
 *
 * For a bad variable graphql-js puts the value in front of the scalar's own message, and its built-in types repeat it
 * behind. Whoever formats errors at the edge says this instead of `error.message`. Other errors keep their message.
 */
export function messageWithoutValue(error: GraphQLError): string {
  const reason = error.originalError?.message;
  if (!reason || !error.message.endsWith(`; ${reason}`)) return error.message;
  const [, variable, value, place] =
    /^Variable "(\$\w+)" got invalid value (.*?)(?: at "([^"\\]*)")?$/s.exec(
      error.message.slice(0, -reason.length - 2),
    ) ?? [];
  if (!variable || !value) return error.message;
  return `Variable "${place ? `$${place}` : variable}": ${reason.replaceAll(value, 'the value given')}`;
}

// --- Reading

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

/** For borrowed readers, whose own errors repeat the value. */
function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
