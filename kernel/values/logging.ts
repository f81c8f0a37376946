import { type Logger, pino } from 'pino';

export type { Logger };

/** What may be logged of an error. */
export interface Cause {
  /** Its class. */
  readonly error: string;
  /** Of Node, PostgreSQL (SQLSTATE) or GraphQL. */
  readonly code?: string;
  /** What of the database it is about. */
  readonly table?: string;
  readonly column?: string;
  readonly constraint?: string;
  /** Where in the code it arose, innermost first. */
  readonly at: readonly string[];
}

/** A cause in one line. */
export function causeInWords({ error, at: [where], ...rest }: Cause): string {
  return [error, ...Object.values(rest), ...(where ? [`at ${where}`] : [])].join(' ');
}

const FRAMES = 12;
/** The folder of the code as it runs, from its source or as it is built; where it lies is nobody's business. */
const ROOT = new URL('../../', import.meta.url);
const FRAME = /^ {4}at (?:[^\n]*\()?((?:file|node):[^\s()]+:\d+(?::\d+)?|\/[^\s()]+:\d+:\d+)\)?$/;

/**
 * What may be logged of something that was thrown: what kind it is and where it arose, and never its message. That may
 * hold what somebody has given, whoever made it: a driver repeats parameters, a parser the text, a scalar the value.
 */
export function causeOf(thrown: unknown): Cause {
  if (!(thrown instanceof Error)) return { error: typeof thrown, at: [] };
  const { originalError, cause } = thrown as { originalError?: unknown; cause?: unknown };
  if (originalError instanceof Error) return causeOf(originalError);
  const of = (key: string) => word((thrown as never)[key]) ?? word((cause as never)?.[key]);
  const told = { code: of('code'), table: of('table'), column: of('column'), constraint: of('constraint') };
  return {
    error: word(thrown.constructor.name) ?? 'Error',
    ...Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined)),
    at: (thrown.stack ?? '')
      .split('\n')
      .flatMap((line) => placeIn(FRAME.exec(line)?.[1]) ?? [])
      .slice(0, FRAMES),
  };
}

/** A place in the code by its path within it, or within Node. */
function placeIn(frame: string | undefined): string | undefined {
  if (frame === undefined || frame.startsWith('node:')) return frame;
  for (const root of [ROOT.href, ROOT.pathname]) if (frame.startsWith(root)) return frame.slice(root.length);
  const [, outside = frame.slice(frame.lastIndexOf('/') + 1)] = /\/(node_modules\/.*)$/.exec(frame) ?? [];
  return outside;
}

/** A name or a code of programs, and nothing longer. */
function word(value: unknown): string | undefined {
  return typeof value === 'string' && /^\w{1,63}$/.test(value) ? value : undefined;
}

/** Names of everything that could carry a person's data or a secret: never in a log line, at any depth that we log. */
const REDACTED = [
  'authorization',
  'token',
  'password',
  'variables',
  'name',
  'address',
  'postcode',
  'dateOfBirth',
  'nhsNumber',
  'telephone',
  'email',
  'person',
  'contacts',
];

/**
 * Structured logs, one JSON object a line, on standard error so that the output of a command stays clean.
 * Log ids, rules, codes and counts, and of an error its `causeOf`; anything in `REDACTED` is replaced even if it is logged
 * by mistake.
 */
export function createLogger(service: string, level: string = process.env.LOG_LEVEL ?? 'info'): Logger {
  return pino(
    {
      level,
      base: { service },
      serializers: { err: causeOf, error: (error: unknown) => (error instanceof Error ? causeOf(error) : error) },
      redact: { paths: REDACTED.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]), censor: '[redacted]' },
      timestamp: pino.stdTimeFunctions.isoTime,
    },
    pino.destination({ fd: 2, sync: true }),
  );
}
