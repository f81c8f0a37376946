import type { EntityClass } from '@mikro-orm/core';
import { CompiledQuery, type Kysely } from 'kysely';
import type { EntityManager } from './orm.js';

/**
 * Rows by the thousand, in the transaction that `em` runs: read and written in one statement each, whatever their
 * number. They are plain objects in the form of the entity, and the identity map knows nothing of them.
 *
 * They travel as columns, each an array in PostgreSQL's binary form, which neither side has to put into words.
 */

/** Runs one statement with bound parameters `$1`, `$2` …; `em.execute` would write them into it letter by letter. */
export async function bulk<Row = Record<string, never>>(
  em: EntityManager,
  sql: string,
  parameters: readonly unknown[] = [],
): Promise<Row[]> {
  const transaction = em.getTransactionContext<Kysely<never>>();
  if (!transaction) throw new Error('Rows are read and written in bulk inside a transaction alone.');
  const { rows } = await transaction.executeQuery<Row>(CompiledQuery.raw(sql, [...parameters]));
  return rows;
}

/** Reads entities: `it` stands for a row of them in the condition. */
export async function bulkRead<Row extends object>(
  em: EntityManager,
  entity: EntityClass<Row>,
  where: string,
  parameters: readonly unknown[],
): Promise<Row[]> {
  const { table, columns } = shapeOf(em, entity);
  return readAs(columns, await bulk(em, `select ${listOf(columns)} from ${table} as it where ${where}`, parameters));
}

/**
 * Reads the entities that belong to any of a set of rows; `"row"` stands for one of these in the condition. Each row is
 * looked up by itself, and so by an index, however large the table and whatever is known of it.
 */
export async function bulkReadEach<Row extends object>(
  em: EntityManager,
  entity: EntityClass<Row>,
  { from, parameters }: Rowset,
  where: string,
): Promise<Row[]> {
  const { table, columns } = shapeOf(em, entity);
  const each = `select ${listOf(columns)} from ${table} as it where ${where} offset 0`;
  return readAs(
    columns,
    await bulk(em, `select found.* from ${from} cross join lateral (${each}) as found`, parameters),
  );
}

function listOf(columns: readonly Column[]): string {
  return columns.map(({ name, column }) => `it."${column}" as "${name}"`).join(', ');
}

function readAs<Row>(columns: readonly Column[], rows: Array<Record<string, unknown>>): Row[] {
  const instants = columns.filter(({ type }) => type.startsWith('timestamptz')).map(({ name }) => name);
  for (const row of rows) {
    for (const name of instants) if (row[name] !== null) row[name] = new Date(row[name] as string);
  }
  return rows as Row[];
}

/**
 * Inserts entities, all of their columns.
 *
 * @param after what is still under way: the rows are made ready meanwhile, and sent once it is done
 */
export async function bulkInsert<Row extends object>(
  em: EntityManager,
  entity: EntityClass<Row>,
  rows: readonly Row[],
  after?: Promise<void>,
): Promise<void> {
  if (rows.length === 0) return after;
  const { table, columns } = shapeOf(em, entity);
  const { from, parameters } = rowset(columns, rows);
  await after;
  const into = columns.map(({ column }) => `"${column}"`).join(', ');
  await bulk(em, `insert into ${table} (${into}) select * from ${from}`, parameters);
}

/** Updates entities by their primary key: all other columns. @param after as of `bulkInsert` */
export async function bulkUpdate<Row extends object>(
  em: EntityManager,
  entity: EntityClass<Row>,
  rows: readonly Row[],
  after?: Promise<void>,
): Promise<void> {
  if (rows.length === 0) return after;
  const { table, columns } = shapeOf(em, entity);
  const { from, parameters } = rowset(columns, rows);
  await after;
  const set = columns.filter(({ key }) => !key).map(({ name, column }) => `"${column}" = "row"."${name}"`);
  const where = columns.filter(({ key }) => key).map(({ name, column }) => `it."${column}" = "row"."${name}"`);
  await bulk(em, `update ${table} as it set ${set.join(', ')} from ${from} where ${where.join(' and ')}`, parameters);
}

/** One column of a set of rows: a property of each, and the type that it has in the database. */
export interface RowColumn {
  readonly name: string;
  readonly type: string;
}

/** A value for a column of JSON that is in text already. */
export class Json {
  constructor(readonly text: string) {}
}

export interface Rowset {
  readonly from: string;
  readonly parameters: readonly unknown[];
}

/**
 * Rows as something to select from, called `row`, its columns in the order given. The first of its parameters is
 * `$<first>`. What is the same in every row travels once.
 */
export function rowset(columns: readonly RowColumn[], rows: readonly object[], first = 1): Rowset {
  const parameters: unknown[] = [];
  const list: string[] = [];
  const unnested: string[] = [];
  const placeholder = (parameter: unknown): string => `$${first + parameters.push(parameter) - 1}`;
  for (const { name, type } of columns) {
    const form = FORMS[type.replace(/\(\d+\)$/, '')] ?? FORM_OF_OTHERS;
    const values = rows.map((row) => {
      const value = (row as Record<string, unknown>)[name] ?? null;
      return form.text && value !== null ? form.text(value as never) : value;
    });
    const [value] = values;
    if (!(value instanceof Date) && values.every((each) => each === value)) {
      list.push(`${placeholder(value)}::${type} as "${name}"`);
    } else {
      unnested.push(`${placeholder(arrayOf(form, values))}::${form.element}[]`);
      list.push(`"column"."${unnested.length}"::${type} as "${name}"`);
    }
  }
  // Where everything is the same, the rows must still be counted.
  if (unnested.length === 0) {
    const counted = `generate_series(1, ${placeholder(rows.length)}::int)`;
    return { from: `(select ${list.join(', ')} from ${counted}) as "row"`, parameters };
  }
  const named = unnested.map((_, nth) => `"${nth + 1}"`).join(', ');
  return {
    from: `(select ${list.join(', ')} from unnest(${unnested.join(', ')}) as "column"(${named})) as "row"`,
    parameters,
  };
}

interface Column extends RowColumn {
  readonly column: string;
  readonly key: boolean;
}

interface Shape {
  readonly table: string;
  readonly columns: readonly Column[];
}
const shapes = new WeakMap<object, Shape>();

/** What the database numbers itself is not among the columns. */
function shapeOf(em: EntityManager, entity: EntityClass<object>): Shape {
  const meta = em.getMetadata().get(entity);
  const known = shapes.get(meta);
  if (known) return known;
  const columns = meta.props
    .filter((prop) => prop.fieldNames?.length === 1 && !prop.autoincrement)
    .map(({ name, fieldNames, columnTypes, primary }) => ({
      name: name as string,
      column: fieldNames[0]!,
      type: columnTypes[0]!,
      key: primary === true,
    }));
  const shape = { table: `"${meta.schema ?? em.config.get('schema')}"."${meta.tableName}"`, columns };
  shapes.set(meta, shape);
  return shape;
}

// --- Arrays in PostgreSQL's binary form

/** How values of a type are written: type and number of the array's elements, and each value as bytes. */
interface Form {
  readonly element: string;
  readonly oid: number;
  /** Bytes of every value; absent where they differ. */
  readonly bytes?: number;
  readonly write?: (into: Buffer, at: number, value: never) => void;
  /** A value of any length, as text. */
  readonly text?: (value: never) => string;
}

const SINCE_2000_MS = Date.UTC(2000, 0, 1);
const FORMS: Readonly<Record<string, Form>> = {
  uuid: { element: 'uuid', oid: 2950, bytes: 16, write: writeUuid },
  int: { element: 'int', oid: 23, bytes: 4, write: (into, at, value: number) => into.writeInt32BE(value, at) },
  smallint: {
    element: 'smallint',
    oid: 21,
    bytes: 2,
    write: (into, at, value: number) => into.writeInt16BE(value, at),
  },
  boolean: { element: 'boolean', oid: 16, bytes: 1, write: (into, at, value: boolean) => into.writeUInt8(+value, at) },
  timestamptz: { element: 'timestamptz', oid: 1184, bytes: 8, write: writeInstant },
  jsonb: {
    element: 'text',
    oid: 25,
    text: (value: object) => (value instanceof Json ? value.text : JSON.stringify(value)),
  },
  'text[]': { element: 'text', oid: 25, text: (value: readonly string[]) => `{${value.map(quoted).join()}}` },
};
/** As text, which the database reads into its own type. */
const FORM_OF_OTHERS: Form = { element: 'text', oid: 25, text: (value) => String(value) };

function writeInstant(into: Buffer, at: number, value: Date): void {
  const micros = (value.getTime() - SINCE_2000_MS) * 1000;
  const high = Math.floor(micros / 2 ** 32);
  into.writeInt32BE(high, at);
  into.writeUInt32BE(micros - high * 2 ** 32, at + 4);
}

function writeUuid(into: Buffer, at: number, value: string): void {
  into.write(value.replaceAll('-', ''), at, 16, 'hex');
}

function quoted(value: string): string {
  return `"${value.replace(/["\\]/g, '\\$&')}"`;
}

/** @param values in the form's own texts, where it has them */
function arrayOf({ bytes, write, oid }: Form, values: readonly unknown[]): Buffer {
  // No letter takes more than three bytes for each of its UTF-16 units.
  const lengthOf = (value: unknown) => bytes ?? ((value as string | null) ?? '').length * 3;
  const array = Buffer.allocUnsafe(values.reduce<number>((sum, value) => sum + 4 + lengthOf(value), 20));
  array.writeInt32BE(1, 0);
  array.writeInt32BE(values.includes(null) ? 1 : 0, 4);
  array.writeInt32BE(oid, 8);
  array.writeInt32BE(values.length, 12);
  array.writeInt32BE(1, 16);
  let at = 20;
  for (const value of values) {
    let length = -1;
    if (value !== null) {
      length = bytes ?? array.write(value as string, at + 4, 'utf8');
      write?.(array, at + 4, value as never);
    }
    array.writeInt32BE(length, at);
    at += 4 + Math.max(length, 0);
  }
  return array.subarray(0, at);
}
