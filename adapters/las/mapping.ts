import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { isForm } from './written-forms.js';

/**
 * How one council's exports are to be read: a JSON file, since no two councils' exports are alike and no format of
 * theirs is published. adapters/las/README.md explains it with an example; this is what is accepted.
 */

/** A value as the mapping itself gives it. */
const given = z.union([z.string(), z.number(), z.boolean()]);
/** Their word → ours; several of ours for a list; null where their word says that there is nothing. */
const codes = z.record(z.string(), z.union([given, z.array(z.string()), z.null()]));

const cell = z.union([
  /** A column of a CSV, a path into a JSON document. */
  z.string().min(1),
  z.strictObject({ constant: given }),
  /** Of a field within a list: the item's place in it, from 1. */
  z.strictObject({ place: z.literal(true) }),
  z.strictObject({
    /** Several are joined. */
    from: z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]),
    joinedBy: z.string().default(' '),
    /** A list of codes of this mapping by its name, or codes of this field alone. */
    codes: z.union([z.string(), codes]).optional(),
    /** Between the values of a list in one cell. */
    separator: z.string().min(1).default(';'),
    /** What a number counts: minutes may come as `hours`, pence as `pounds`. */
    unit: z.enum(['minutes', 'hours', 'pence', 'pounds']).optional(),
    /** What an empty cell means. */
    otherwise: given.optional(),
  }),
]);
export type CellMapping = z.infer<typeof cell>;

export interface FieldsMapping {
  readonly [path: string]: CellMapping | ListMapping;
}

/** Where the items of a list of objects are. An item of which nothing is filled in is none. */
export type ListMapping =
  /** Groups of columns: `{n}` in a column's name is 1, 2, ... */
  | { readonly repeat: number; readonly fields: FieldsMapping }
  /** One cell for all: items divided by `items`, their values by `parts`; columns are named by their place, from 1. */
  | { readonly in: string; readonly items: string; readonly parts: string; readonly fields: FieldsMapping }
  /** A list within a JSON document; the paths of its fields begin at each item. */
  | { readonly path: string; readonly fields: FieldsMapping }
  /** Each written out by itself. */
  | { readonly each: readonly FieldsMapping[] };

const fields: z.ZodType<FieldsMapping> = z.lazy(() => z.record(z.string(), z.union([cell, list])));
const list: z.ZodType<ListMapping> = z.lazy(() =>
  z.union([
    z.strictObject({ repeat: z.number().int().min(1).max(50), fields }),
    z.strictObject({ in: z.string().min(1), items: z.string().min(1), parts: z.string().min(1), fields }),
    z.strictObject({ path: z.string().min(1), fields }),
    z.strictObject({ each: z.array(fields).min(1) }),
  ]),
);

const forms = (of: 'DATE' | 'TIME' | 'DATE_AND_TIME', example: string) =>
  z.array(z.string().refine((form) => isForm(form, of), `is not a form such as ${example}`)).min(1);

const file = z.strictObject({
  /** Name of the files meant; `*` stands for anything, small and capital letters are alike. */
  match: z.string().min(1),
  kind: z.enum(['service-request', 'discharge-passport']),
  format: z.enum(['csv', 'json']),
  encoding: z.enum(['utf-8', 'windows-1252']).default('utf-8'),
  /** Of a CSV. */
  delimiter: z.string().length(1).default(','),
  /** Path to the list of rows in a JSON document; without it the document is the list, or one row. */
  rows: z.string().min(1).optional(),
  /** Field of the hub's input, dotted, → where its value is. */
  fields,
});

export const mappingSchema = z
  .strictObject({
    council: z.string().min(1),
    files: z.array(file).min(1),
    dates: forms('DATE', 'DD/MM/YYYY'),
    times: forms('TIME', 'HH:mm').default(['HH:mm']),
    dateTimes: forms('DATE_AND_TIME', 'DD/MM/YYYY HH:mm').default(['DD/MM/YYYY HH:mm']),
    yes: z.array(z.string()).default(['Yes', 'Y']),
    no: z.array(z.string()).default(['No', 'N']),
    codes: z.record(z.string(), codes).default({}),
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

/** What is wrong with a mapping file, each with its place in it. */
export class MappingError extends Error {
  constructor(readonly faults: readonly string[]) {
    super(`The mapping cannot be used:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
  }
}

/** @throws MappingError naming every place that is not as it should be */
export async function readMapping(path: string): Promise<Mapping> {
  return parseMapping(await readFile(path, 'utf8'));
}

export function parseMapping(text: string): Mapping {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    throw new MappingError(['It is not JSON.']);
  }
  const parsed = mappingSchema.safeParse(document);
  if (parsed.success) return parsed.data;
  throw new MappingError(parsed.error.issues.map((issue) => `${issue.path.join('.') || 'It'}: ${issue.message}`));
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
