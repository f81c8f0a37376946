import { plainText } from './source.js';

/** Finding the columns that a mapping reads in a line of an exported file. */

/** Where each column that is read stands in a header. */
export interface Header {
  /** Column → its place in a row, from 0. */
  readonly places: ReadonlyMap<string, number>;
  readonly missing: readonly string[];
  /** Columns that stand there more than once, and where. */
  readonly twice: ReadonlyArray<{ readonly name: string; readonly places: readonly number[] }>;
  /** How many cells a row has: up to the last one that the header fills. */
  readonly width: number;
}

/**
 * A line read as a header. A column is known by its name; where nobody else has a like one, also by another spelling of
 * it: capital letters, blanks, dashes and what cannot be seen make no difference.
 */
export function headerOf(
  record: readonly string[],
  wanted: readonly string[],
  optional: readonly string[] = [],
): Header {
  const exact = record.map(plainText);
  const loose = exact.map(folded);
  const alike = Map.groupBy(wanted, folded);
  const places = new Map<string, number>();
  const missing: string[] = [];
  const twice: Array<Header['twice'][number]> = [];
  for (const name of wanted) {
    let found = placesOf(exact, plainText(name));
    const spelling = folded(name);
    if (found.length === 0 && alike.get(spelling)!.length === 1) found = placesOf(loose, spelling);
    if (found.length === 1) places.set(name, found[0]!);
    else if (found.length > 1) twice.push({ name, places: found });
    else if (!optional.includes(name)) missing.push(name);
  }
  return { places, missing, twice, width: exact.findLastIndex((name) => name !== '') + 1 };
}

/** How much of what is read a line names: a header names most of it, a title or a row of values nothing. */
export function namedBy({ places, twice }: Header): number {
  return places.size + twice.length;
}

/**
 * Columns of a line that are nearly one that is missing, by their place. What stands there is never told: where there is
 * no header, it is somebody's.
 */
export function nearlyThere(
  record: readonly string[],
  { places, missing }: Header,
): ReadonlyArray<{ readonly name: string; readonly place: number; readonly letters: number }> {
  const taken = new Set(places.values());
  return missing.flatMap((name) => {
    const spelling = folded(name);
    const near = record
      .slice(0, MOST_COLUMNS)
      .map((cell, place) => ({ place, cell: folded(plainText(cell)) }))
      .filter(({ place, cell }) => !taken.has(place) && Math.abs(cell.length - spelling.length) <= MOST_LETTERS)
      .map(({ place, cell }) => ({ name, place, letters: distance(cell, spelling) }))
      .filter(({ letters }) => letters <= Math.min(MOST_LETTERS, Math.floor(spelling.length / 3)))
      .sort((one, other) => one.letters - other.letters);
    return near.slice(0, 1);
  });
}

/** More columns than any export has. */
const MOST_COLUMNS = 500;
/** More letters than these are another word. */
const MOST_LETTERS = 2;

function placesOf(names: readonly string[], name: string): number[] {
  return names.flatMap((each, place) => (each === name && name !== '' ? [place] : []));
}

function folded(name: string): string {
  return name
    .normalize('NFKC')
    .replace(/[\s\p{Cf}\p{Pd}_]/gu, '')
    .toLowerCase();
}

/** Letters to be put in, taken out or changed (Levenshtein). */
function distance(one: string, other: string): number {
  let above = Array.from({ length: other.length + 1 }, (_, nth) => nth);
  for (let row = 1; row <= one.length; row += 1) {
    const line = [row];
    for (let column = 1; column <= other.length; column += 1) {
      const change = above[column - 1]! + (one[row - 1] === other[column - 1] ? 0 : 1);
      line.push(Math.min(change, above[column]! + 1, line[column - 1]! + 1));
    }
    above = line;
  }
  return above.at(-1)!;
}
