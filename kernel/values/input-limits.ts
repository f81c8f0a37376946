import { type Refusal, refuse } from './refusal.js';

/** Bounds of what a client writes, unless a rule sets a closer one: a long letter, a full week of calls, an `integer`. */
export const LONGEST_TEXT = 4_000;
export const MOST_ENTRIES = 100;
export const LARGEST_NUMBER = 2 ** 31 - 1;

/**
 * Refuses each text, list, number or object of an input that is beyond the bounds, by its path: `TEXT_TOO_LONG`,
 * `LIST_TOO_LONG`, `NUMBER_TOO_LARGE`, `TOO_MANY_NAMES`. It does not look into what is too long. No message repeats what
 * was given.
 * [IDG-27]
 */
export function inputLimitRefusals(input: unknown, field = ''): Refusal[] {
  if (typeof input === 'string') {
    return input.length <= LONGEST_TEXT
      ? []
      : [refuse('IDG-27', 'TEXT_TOO_LONG', `A text has at most ${LONGEST_TEXT} characters.`, field)];
  }
  if (typeof input === 'number') {
    return Math.abs(input) <= LARGEST_NUMBER
      ? []
      : [refuse('IDG-27', 'NUMBER_TOO_LARGE', `A number is at most ${LARGEST_NUMBER}.`, field)];
  }
  if (Array.isArray(input) && input.length > MOST_ENTRIES) {
    return [refuse('IDG-27', 'LIST_TOO_LONG', `A list has at most ${MOST_ENTRIES} entries.`, field)];
  }
  if (input === null || typeof input !== 'object') return [];
  if (!Array.isArray(input) && Object.keys(input).length > MOST_ENTRIES) {
    return [refuse('IDG-27', 'TOO_MANY_NAMES', `An object has at most ${MOST_ENTRIES} names.`, field)];
  }
  return Object.entries(input).flatMap(([name, each]) => inputLimitRefusals(each, field ? `${field}.${name}` : name));
}
