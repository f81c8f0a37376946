import type { EntityClass } from '@mikro-orm/core';
import { CompiledQuery, type Kysely } from 'kysely';
import type { EntityManager } from './database.js';

/**
 * Rows by the thousand, in the transaction that `em` runs: read and written in one statement each, whatever their
 * number. They are plain objects in the form of the entity, and the identity map knows nothing of them.
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

/**
 * Reads entities: `from` is what follows the table in the statement, where it is called `it`.
 * @example bulkRead(em, Visit, 'where it.day = $1', ['2026-06-01'])
 */
export async function bulkRead<Row extends object>(
  em: EntityManager,
  entity: EntityClass<Row>,
  from: string,
  parameters: readonly unknown[],
): Promise<Row[]> {
  const { table, columns } = shapeOf(em, entity);
  const list = columns.map(({ name, column }) => `it."${column}" as "${name}"`).join(', ');
  const rows = await bulk<Record<string, unknown>>(em, `select ${list} from ${table} as it ${from}`, parameters);
  const instants = columns.filter(({ type }) => type.startsWith('timestamptz')).map(({ name }) => name);
  for (const row of rows) {
    for (const name of instants) if (row[name] !== null) row[name] = new Date(row[name] as string);
  }
  return rows as Row[];
}

/** Inserts entities, all of their columns. */
export async function bulkInsert<Row extends object>(
  em: EntityManager,
  entity: EntityClass<Row>,
  rows: readonly Row[],
): Promise<void> {
  if (rows.length === 0) return;
  const { table, columns } = shapeOf(em, entity);
  const into = columns.map(({ column }) => `"${column}"`).join(', ');
  const from = columns.map(({ name }) => `"${name}"`).join(', ');
  await bulk(em, `insert into ${table} (${into}) select ${from} from ${recordset(columns)}`, [JSON.stringify(rows)]);
}

/** Updates entities by their primary key: all other columns. */
export async function bulkUpdate<Row extends object>(
  em: EntityManager,
  entity: EntityClass<Row>,
  rows: readonly Row[],
): Promise<void> {
  if (rows.length === 0) return;
  const { table, columns } = shapeOf(em, entity);
  const set = columns.filter(({ key }) => !key).map(({ name, column }) => `"${column}" = row."${name}"`);
  const where = columns.filter(({ key }) => key).map(({ name, column }) => `it."${column}" = row."${name}"`);
  await bulk(
    em,
    `update ${table} as it set ${set.join(', ')} from ${recordset(columns)} where ${where.join(' and ')}`,
    [JSON.stringify(rows)],
  );
}

interface Column {
  readonly name: string;
  readonly column: string;
  readonly type: string;
  readonly key: boolean;
}

function recordset(columns: readonly Column[]): string {
  return `json_to_recordset($1::json) as row(${columns.map(({ name, type }) => `"${name}" ${type}`).join(', ')})`;
}

/** What the database numbers itself is not among the columns. */
function shapeOf(em: EntityManager, entity: EntityClass<object>): { table: string; columns: readonly Column[] } {
  const { props, schema, tableName } = em.getMetadata().get(entity);
  const columns = props
    .filter((prop) => prop.fieldNames?.length === 1 && !prop.autoincrement)
    .map(({ name, fieldNames, columnTypes, primary }) => ({
      name: name as string,
      column: fieldNames[0]!,
      type: columnTypes[0]!,
      key: primary === true,
    }));
  return { table: `"${schema ?? em.config.get('schema')}"."${tableName}"`, columns };
}
