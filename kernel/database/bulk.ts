import type { EntityClass } from '@mikro-orm/core';
import { CompiledQuery, type Kysely } from 'kysely';
import { begun } from '../values/begun.js';
import { arrayOf, formOf } from './binary-arrays.js';
import type { EntityManager } from './orm.js';

export { Json } from './binary-arrays.js';

/**
 * Thousands of rows, in the transaction that `em` runs: one statement reads or writes them, whatever their number. They
 * are plain objects in the form of the entity, and the identity map does not know them.
 *
 * They travel as columns, each an array in PostgreSQL's binary form (kernel/database/binary-arrays.ts).
 */

/** Runs one statement with bound parameters `$1`, `$2` …; `em.execute` would write them into it letter by letter. */
export async function bulk<Row = Record<string, never>>(
  em: EntityManager,
  sql: string,
  parameters: readonly unknown[] = [],
): Promise<Row[]> {
  const transaction = em.getTransactionContext<Kysely<never>>();
  if (!transaction) throw new Error('Rows are read and written in bulk only inside a transaction.');
  const { rows } = await transaction.executeQuery<Row>(CompiledQuery.raw(sql, [...parameters]));
  return rows;
}

/** Reads entities; in the condition, `it` stands for a row. */
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
 * Reads the entities that belong to any of a set of rows; in the condition, `"row"` stands for one of these. Each row is
 * looked up by itself, and so by an index, however large the table is.
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
 * Inserts entities, all of their columns. It may be awaited later, with other work in between.
 *
 * @param after work still under way: the rows are made ready meanwhile, and sent once it is done
 */
export function bulkInsert<Row extends object>(
  em: EntityManager,
  entity: EntityClass<Row>,
  rows: readonly Row[],
  after?: Promise<void>,
): Promise<void> {
  const shape = shapeOf(em, entity);
  return written(em, shape, rows, after, (from) => {
    const { table, columns } = shape;
    const into = columns.map(({ column }) => `"${column}"`).join(', ');
    return `insert into ${table} (${into}) select * from ${from}`;
  });
}

/**
 * Updates all other columns of entities by their primary key. It may be awaited later, with other work in between.
 *
 * @param after as for `bulkInsert`
 * @param before the same rows as they are stored, if that is known: a column in which none differs is left as it is
 */
export function bulkUpdate<Row extends object>(
  em: EntityManager,
  entity: EntityClass<Row>,
  rows: readonly Row[],
  after?: Promise<void>,
  before?: readonly Row[],
): Promise<void> {
  const differs = ({ name }: Column) =>
    rows.some((row, nth) => !isSame(columnIn(before![nth]!, name), columnIn(row, name)));
  const { table, columns: all } = shapeOf(em, entity);
  const columns = before ? all.filter((column) => column.key || differs(column)) : all;
  return written(em, { table, columns }, columns.every(({ key }) => key) ? [] : rows, after, (from) => {
    const set = columns.filter(({ key }) => !key).map(({ name, column }) => `"${column}" = "row"."${name}"`);
    const where = columns.filter(({ key }) => key).map(({ name, column }) => `it."${column}" = "row"."${name}"`);
    return `update ${table} as it set ${set.join(', ')} from ${from} where ${where.join(' and ')}`;
  });
}

function columnIn(row: object, name: string): unknown {
  return (row as Record<string, unknown>)[name] ?? null;
}

/** Whether two values are the same for certain; of what JSON holds only the very same object is. */
function isSame(before: unknown, now: unknown): boolean {
  if (before instanceof Date && now instanceof Date) return before.getTime() === now.getTime();
  if (!Array.isArray(before) || !Array.isArray(now)) return before === now;
  return before.length === now.length && before.every((each, nth) => each === now[nth]);
}

function written(
  em: EntityManager,
  { columns }: Shape,
  rows: readonly object[],
  after: Promise<void> = Promise.resolve(),
  statement: (from: string) => string,
): Promise<void> {
  const write = async (): Promise<void> => {
    if (rows.length === 0) return after;
    const { from, parameters } = rowset(columns, rows);
    await after;
    await bulk(em, statement(from), parameters);
  };
  begun(after);
  return begun(write());
}

/** One column of a set of rows: a property of each row, and its type in the database. */
export interface RowColumn {
  readonly name: string;
  readonly type: string;
}

export interface Rowset {
  readonly from: string;
  readonly parameters: readonly unknown[];
}

/**
 * Rows as a source to select from, called `row`, with its columns in the order given. The first of its parameters is
 * `$<first>`. A value that is the same in every row travels once.
 */
export function rowset(columns: readonly RowColumn[], rows: readonly object[], first = 1): Rowset {
  const parameters: unknown[] = [];
  const list: string[] = [];
  const unnested: string[] = [];
  const placeholder = (parameter: unknown): string => `$${first + parameters.push(parameter) - 1}`;
  for (const { name, type } of columns) {
    const form = formOf(type);
    const values = rows.map((row) => {
      const value = columnIn(row, name);
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
  // If every column is the same throughout, the rows must still be counted.
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

/** A list of one type as a bound parameter, such as `any($1::uuid[])`: of thousands of values, none is put into words. */
export function list(type: string, values: readonly unknown[]): Buffer {
  const form = formOf(type);
  return arrayOf(form, form.text ? values.map((value) => form.text!(value as never)) : values);
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

/** The columns of an entity's table, except those that the database numbers itself. */
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
