import { z } from 'zod';
import { isLocalDate, localDateOf } from '../../../../kernel/time/working-time.js';
import { isStorable } from '../../../../kernel/values/input-limits.js';
import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';

/** How a location record of CQC is read: part by part, so that one fault does not hide what else it says. */

/** Longer than any list in a real record; a longer one is not a location record. */
const MOST_ENTRIES = 1_000;

/** Small letters with single blanks. */
export const word = (said: string) => said.trim().toLowerCase().replaceAll(/\s+/g, ' ');

export const text = z.string().trim().max(500).refine(isStorable, 'must be made of whole characters');

export const list = <Entry extends z.ZodType>(entry: Entry) =>
  z
    .array(entry)
    .max(MOST_ENTRIES)
    .nullish()
    .transform((entries) => entries ?? []);

/** A date, or a date and time: with an offset it is the date in London, without one it already is. */
export const day = z
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

/** Reads one part of a record; null if it cannot be read, and then its faults are among `faults`. */
export interface PartRead {
  <Part>(form: z.ZodType<Part>, part: unknown, path: string): Part | null;
  fault(path: string, message: string): void;
  readonly faults: readonly Refusal[];
}

/**
 * A reader of parts that remembers their faults: `CQC_RECORD_INVALID`, each with its path in the record as `field`,
 * such as `currentRatings.overall.rating`. [PROV-03]
 */
export function partReader(): PartRead {
  const faults: Refusal[] = [];
  const fault = (path: string, message: string): void => {
    const said = `In a CQC location record, ${path || 'the whole'} ${message}.`;
    faults.push(refuse('PROV-03', 'CQC_RECORD_INVALID', said, path || undefined));
  };
  const read = <Part>(form: z.ZodType<Part>, part: unknown, path: string): Part | null => {
    const parsed = form.safeParse(part);
    if (parsed.success) return parsed.data;
    for (const { code, message, path: within } of parsed.error.issues) {
      fault(pathOf(path, within), code === 'custom' || code === 'invalid_format' ? message : 'has the wrong form');
    }
    return null;
  };
  return Object.assign(read, { fault, faults });
}

function pathOf(path: string, within: readonly PropertyKey[]): string {
  return within.reduce<string>(
    (so, key) => (typeof key === 'number' ? `${so}[${key}]` : so ? `${so}.${String(key)}` : String(key)),
    path,
  );
}
