/** Text as it stands in one place of an export; a list where the export has one. Empty text is an empty cell. */
export type Cell = string | readonly string[];

/** What an export says of one thing: a row of a CSV, an object of a JSON document, or a part of either. */
export interface Source {
  /** False when there are more or fewer cells than columns, or no object where one is needed. */
  readonly isWhole: boolean;
  /** Undefined when there is no single value there, but an object. */
  cell(name: string): Cell | undefined;
  /** What the export itself calls that place. */
  label(name: string): string;
  /** The objects of the list there; undefined when there is something else. */
  items(name: string): readonly Source[] | undefined;
}

/** A group of columns: `{n}` in a name is its number. */
export function group(source: Source, n: number): Source {
  const numbered = (name: string) => name.replaceAll('{n}', String(n));
  return {
    isWhole: true,
    cell: (name) => source.cell(numbered(name)),
    label: (name) => source.label(numbered(name)),
    items: (name) => source.items(numbered(name)),
  };
}

/** One item of a cell that holds several, its values named by their place, from 1. */
export function part(label: string, text: string, separator: string): Source {
  const values = text.split(separator).map((value) => value.trim());
  return {
    isWhole: true,
    cell: (place) => values[Number(place) - 1] ?? '',
    label: () => label,
    items: () => [],
  };
}

/** Blanks that look like one and are another, such as the no-break blank of a web page. */
const BLANKS = /[\u00a0\u2000-\u200a\u202f\u205f\u3000]/g;
/** What nobody sees: marks of direction, joints of no width, soft hyphens. */
const INVISIBLE = /[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g;

/** The text of a cell as people see it: plain blanks, nothing invisible, nothing around it. */
export function plainText(text: string): string {
  return text.replace(BLANKS, ' ').replace(INVISIBLE, '').trim();
}
