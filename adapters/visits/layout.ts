import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { packageFolder } from '../contract.js';
import { ENCODINGS } from '../file-text.js';
import { codes, columnsOf, fields, MappingError, parsedAs, type Written, written } from '../mapping.js';
import { plainText } from '../source.js';

/**
 * How one product exports visits as CSV: a JSON file in `layouts`, for no two products agree. What differs from council
 * to council, the words for exceptions above all, is under the council's name. README.md explains it with an example.
 */
const layoutSchema = written.extend({
  /** The reporting system: rows are known by it and by their ids, wherever the layout's file is and whatever its name. */
  source: z.string().transform(plainText).pipe(z.string().min(1).max(100)).optional(),
  /** What a row is. */
  kind: z.enum(['PLAN', 'LOG']),
  delimiter: z.string().length(1).default(','),
  encoding: z.enum(ENCODINGS).default('utf-8'),
  cellCharacters: z.number().int().positive().default(1000),
  /** Field of the hub's row, dotted, → where its value is. */
  fields,
  /** Columns among these that a file may leave out; they are empty then. */
  optional: z.array(z.string().min(1)).default([]),
  /** Codes that a council has settled with the provider; they stand before those of the same name above. */
  councils: z.record(z.string(), z.strictObject({ codes: z.record(z.string(), codes) })).default({}),
});
type LayoutDocument = z.infer<typeof layoutSchema>;

export interface Layout extends Pick<LayoutDocument, 'kind' | 'delimiter' | 'encoding' | 'fields'> {
  /** Null where it names none; then whoever imports does. */
  readonly source: string | null;
  readonly written: Written;
  /** Every column that it reads. */
  readonly columns: readonly string[];
  readonly optional: readonly string[];
}

const FOLDER = join(packageFolder(), 'adapters', 'visits', 'layouts');

/** The layouts that this package has. */
export async function layoutNames(): Promise<readonly string[]> {
  return (await readdir(FOLDER)).filter((file) => file.endsWith('.json')).map((file) => file.slice(0, -'.json'.length));
}

/**
 * A layout by its name, or by the path of a file of one's own, as it is for a council.
 *
 * @throws MappingError when there is none, or it cannot be used
 */
export async function readLayout(nameOrPath: string, council: string): Promise<Layout> {
  const known = await layoutNames();
  const path = known.includes(nameOrPath) ? join(FOLDER, `${nameOrPath}.json`) : nameOrPath;
  const text = await readFile(path, 'utf8').catch(() => {
    throw new MappingError([`There is no layout "${nameOrPath}": name a file, or one of ${known.join(', ')}.`]);
  });
  return layoutOf(text, council);
}

/** @throws MappingError */
export function layoutOf(text: string, council: string): Layout {
  const {
    source = null,
    kind,
    delimiter,
    encoding,
    fields: mapped,
    councils,
    cellCharacters,
    optional,
    ...forms
  } = parsedAs(layoutSchema, text);
  const columns = columnsOf(mapped);
  const unread = optional.filter((name) => !columns.includes(name));
  if (unread.length > 0) throw new MappingError(unread.map((name) => `optional: no field reads "${name}".`));
  const own = Object.hasOwn(councils, council) ? councils[council]!.codes : {};
  return {
    source,
    kind,
    delimiter,
    encoding,
    fields: mapped,
    written: { ...forms, codes: { ...forms.codes, ...own }, limits: { cellCharacters } },
    columns,
    optional,
  };
}
