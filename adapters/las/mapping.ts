import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { ENCODINGS } from '../file-text.js';
import { fields, parsedAs, written } from '../mapping.js';

/**
 * How one council's exports are to be read: a JSON file, since no two councils' exports are alike and no format of
 * theirs is published. adapters/las/README.md explains it with an example; this is what is accepted.
 */

export const fileSchema = z.strictObject({
  /** Name of the files meant; `*` stands for anything, small and capital letters are alike. */
  match: z.string().min(1),
  kind: z.enum(['service-request', 'discharge-passport', 'service-line']),
  format: z.enum(['csv', 'json']),
  encoding: z.enum(ENCODINGS).default('utf-8'),
  /** Of a CSV. */
  delimiter: z.string().length(1).default(','),
  /** Path to the list of rows in a JSON document; without it the document is the list, or one row. */
  rows: z.string().min(1).optional(),
  /** Field of the hub's input, dotted, → where its value is. */
  fields,
});

export const mappingSchema = written
  .extend({
    council: z.string().min(1),
    files: z.array(fileSchema).min(1),
    limits: z
      .strictObject({
        fileBytes: z
          .number()
          .int()
          .positive()
          .default(20 * 1024 * 1024),
        rows: z.number().int().positive().default(10_000),
        cellCharacters: z.number().int().positive().default(10_000),
      })
      .prefault({}),
  })
  .readonly();
export type Mapping = z.infer<typeof mappingSchema>;
export type FileMapping = Mapping['files'][number];
export type Kind = FileMapping['kind'];

/** @throws MappingError naming every place that is not as it should be */
export async function readMapping(path: string): Promise<Mapping> {
  return parseMapping(await readFile(path, 'utf8'));
}

export function parseMapping(text: string): Mapping {
  return parsedAs(mappingSchema, text);
}

/** The mapping of a file by its name; the first that matches. */
export function mappingFor(mapping: Mapping, name: string): FileMapping | undefined {
  return mapping.files.find(({ match }) => matches(name, match));
}

function matches(name: string, pattern: string): boolean {
  const source = pattern
    .split('*')
    .map((each) => each.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
    .join('.*');
  return new RegExp(`^${source}$`, 'i').test(name);
}
