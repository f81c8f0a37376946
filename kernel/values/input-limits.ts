import { type Refusal, refuse } from './refusal.js';

/** Bounds of what a client writes, unless a rule sets a closer one: a long letter, a full week of calls, an `integer`. */
export const LONGEST_TEXT = 4_000;
export const MOST_ENTRIES = 100;
export const LARGEST_NUMBER = 2 ** 31 - 1;
/** So many faults are told at once; whoever sends more has another problem than each of them. */
const MOST_REFUSALS = 20;

/** Whether a text can be kept letter by letter: PostgreSQL holds no zero, and UTF-8 no half of a surrogate pair. */
export function isStorable(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed();
}

/**
 * Refuses each text, list, number or object of an input that is beyond the bounds or cannot be kept, by its path:
 * `TEXT_TOO_LONG`, `TEXT_UNREADABLE`, `LIST_TOO_LONG`, `NUMBER_TOO_LARGE`, `TOO_MANY_NAMES`; the first 20 of them. It does
 * not look into what is too long. No message repeats what was given. [IDG-16, IDG-27]
 *
 * @param mostEntries of each list, for an act that takes rows
 */
export function inputLimitRefusals(input: unknown, field = '', mostEntries = MOST_ENTRIES): Refusal[] {
  const found: Refusal[] = [];
  const look = (value: unknown, at: string): void => {
    if (found.length >= MOST_REFUSALS) return;
    const refusal = limitRefusal(value, at, mostEntries);
    if (refusal) found.push(refusal);
    else if (value !== null && typeof value === 'object') {
      for (const [name, each] of Object.entries(value)) look(each, at ? `${at}.${name}` : name);
    }
  };
  look(input, field);
  return found;
}

function limitRefusal(value: unknown, field: string, mostEntries: number): Refusal | undefined {
  if (typeof value === 'string') {
    if (value.length > LONGEST_TEXT) {
      return refuse('IDG-27', 'TEXT_TOO_LONG', `A text has at most ${LONGEST_TEXT} characters.`, field);
    }
    return unreadableTextRefusal(value, field);
  }
  if (typeof value === 'number') {
    if (Math.abs(value) <= LARGEST_NUMBER) return undefined;
    return refuse('IDG-27', 'NUMBER_TOO_LARGE', `A number is at most ${LARGEST_NUMBER}.`, field);
  }
  if (Array.isArray(value) && value.length > mostEntries) {
    return refuse('IDG-27', 'LIST_TOO_LONG', `A list has at most ${mostEntries} entries.`, field);
  }
  if (value !== null && typeof value === 'object' && !Array.isArray(value)) {
    if (Object.keys(value).length <= MOST_ENTRIES) return undefined;
    return refuse('IDG-27', 'TOO_MANY_NAMES', `An object has at most ${MOST_ENTRIES} names.`, field);
  }
  return undefined;
}

/** Refuses a text that cannot be kept as it is: one with U+0000, or with half a surrogate pair. [IDG-16] */
export function unreadableTextRefusal(text: string, field: string): Refusal | undefined {
  if (isStorable(text)) return undefined;
  const message = 'A text is made of whole characters, without U+0000 and without half a surrogate pair.';
  return refuse('IDG-16', 'TEXT_UNREADABLE', message, field);
}
