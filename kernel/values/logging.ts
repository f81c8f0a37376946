import { type Logger, pino } from 'pino';

export type { Logger };

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
 * Log ids, rules, codes and counts; anything in `REDACTED` is replaced even if it is logged by mistake.
 */
export function createLogger(service: string, level: string = process.env.LOG_LEVEL ?? 'info'): Logger {
  return pino(
    {
      level,
      base: { service },
      redact: { paths: REDACTED.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]), censor: '[redacted]' },
      timestamp: pino.stdTimeFunctions.isoTime,
    },
    pino.destination({ fd: 2, sync: true }),
  );
}
