import { z } from 'zod';
import { isForm, twoOrders } from './written-forms.js';

/**
 * How the rows of an export are to be read: where each field of the hub's input is in them, and how what stands there is
 * written. No two systems' exports are alike, so this is data, held against the published schema before it is used.
 */

/** A value as the mapping itself gives it. */
const given = z.union([z.string(), z.number(), z.boolean()]);
/** Their word → ours; several of ours for a list; null where their word says that there is nothing. */
export const codes = z.record(z.string(), z.union([given, z.array(z.string()), z.null()]));

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
    /** Of an instant: a date without a time is taken as the first moment of the day. Refused unless said. */
    dateAlone: z.boolean().optional(),
    /** How many digits an id of digits has: one with fewer has lost the noughts that it began with. */
    digits: z.number().int().min(1).max(30).optional(),
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

export const fields: z.ZodType<FieldsMapping> = z.lazy(() => z.record(z.string(), z.union([cell, list])));
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

/** How dates, times and words are written, wherever they stand. */
export const written = z.strictObject({
  dates: forms('DATE', 'DD/MM/YYYY'),
  times: forms('TIME', 'HH:mm').default(['HH:mm']),
  dateTimes: forms('DATE_AND_TIME', 'DD/MM/YYYY HH:mm').default(['DD/MM/YYYY HH:mm']),
  yes: z.array(z.string()).default(['Yes', 'Y']),
  no: z.array(z.string()).default(['No', 'N']),
  codes: z.record(z.string(), codes).default({}),
});

/** What a reader of rows is told beside where the fields are. */
export type Written = z.infer<typeof written> & { readonly limits: { readonly cellCharacters: number } };

/** What is wrong with a mapping, each with its place in it. */
export class MappingError extends Error {
  constructor(readonly faults: readonly string[]) {
    super(`The mapping cannot be used:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
  }
}

/** @throws MappingError naming every place that is not as it should be */
export function parsedAs<Schema extends z.ZodType>(schema: Schema, text: string): z.infer<Schema> {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    throw new MappingError(['It is not JSON.']);
  }
  const parsed = schema.safeParse(document);
  if (parsed.success) {
    const { dates = [], dateTimes = [] } = parsed.data as Partial<Written>;
    const doubt = twoOrders([...dates, ...dateTimes]);
    if (doubt)
      throw new MappingError([`dates, dateTimes: ${doubt.join(' and ')} read the same text as different days.`]);
    return parsed.data;
  }
  throw new MappingError(parsed.error.issues.map((issue) => `${issue.path.join('.') || 'It'}: ${issue.message}`));
}

/** Every column that a mapping reads, groups of columns counted out. */
export function columnsOf(mapped: FieldsMapping): string[] {
  return [...new Set(columnsIn(mapped))];
}

function* columnsIn(mapped: FieldsMapping): Generator<string> {
  for (const each of Object.values(mapped)) {
    if (typeof each === 'string') yield each;
    else if ('from' in each) yield* [each.from].flat();
    else if ('in' in each) yield each.in;
    else if ('each' in each) for (const one of each.each) yield* columnsIn(one);
    else if ('repeat' in each) {
      for (let n = 1; n <= each.repeat; n += 1) {
        for (const name of columnsIn(each.fields)) yield name.replaceAll('{n}', String(n));
      }
    }
  }
}
