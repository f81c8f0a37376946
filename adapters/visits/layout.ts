import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { packageFolder } from '../contract.js';
import { ENCODINGS } from '../file-text.js';
import { codes, columnsOf, fields, MappingError, parsedAs, type Written, written } from '../mapping.js';

/**
 * How one product exports visits as CSV: a JSON file in `layouts`, for no two products agree. What differs from council
 * to council, the words for exceptions above all, is under the council's name. README.md explains it with an example.
 */
const layoutSchema = written.extend({
  /** What a row is. */
  kind: z.enum(['PLAN', 'LOG']),
  delimiter: z.string().length(1).default(','),
  encoding: z.enum(ENCODINGS).default('utf-8'),
  cellCharacters: z.number().int().positive().default(1000),
  /** Field of the hub's row, dotted, → where its value is. */
  fields,
  /** Codes that a council has settled with the provider; they stand before those of the same name above. */
  councils: z.record(z.string(), z.strictObject({ codes: z.record(z.string(), codes) })).default({}),
});
type LayoutDocument = z.infer<typeof layoutSchema>;

export interface Layout extends Pick<LayoutDocument, 'kind' | 'delimiter' | 'encoding' | 'fields'> {
  readonly name: string;
  readonly written: Written;
  /** Every column that it reads. */
  readonly columns: readonly string[];
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
  return layoutOf(nameOrPath, text, council);
}

/** @throws MappingError */
export function layoutOf(name: string, text: string, council: string): Layout {
  const {
    kind,
    delimiter,
    encoding,
    fields: mapped,
    councils,
    cellCharacters,
    ...forms
  } = parsedAs(layoutSchema, text);
  const own = Object.hasOwn(councils, council) ? councils[council]!.codes : {};
  return {
    name,
    kind,
    delimiter,
    encoding,
    fields: mapped,
    written: { ...forms, codes: { ...forms.codes, ...own }, limits: { cellCharacters } },
    columns: columnsOf(mapped),
  };
}
