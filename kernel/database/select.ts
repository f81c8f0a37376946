import type { EntityMetadata, FindOptions } from '@mikro-orm/core';

/** A statement with `?` for its values. */
export interface Statement {
  readonly sql: string;
  readonly values: unknown[];
}

/**
 * The statement of a plain list: rows of one table by what its columns hold, in the order of some of them. Most of what
 * is read for an answer is such a list, for which the ORM's builder needs more time than the database.
 *
 * @returns undefined for what only the ORM can say
 */
export function selectOf(
  schema: string,
  meta: EntityMetadata,
  where: unknown,
  options: FindOptions<object> = {},
): Statement | undefined {
  const { fields, orderBy, limit, ...others } = options as {
    readonly fields?: readonly string[];
  } & FindOptions<object>;
  if (Object.values(others).some((each) => each !== undefined)) return undefined;
  const values: unknown[] = [];
  const columns = (fields ?? meta.props.map(({ name }) => name)).map((name) => columnOf(meta, name));
  const condition = conditionOf(meta, where, values);
  const order = orderOf(meta, orderBy);
  if (columns.includes(undefined) || condition === undefined || order === undefined) return undefined;
  const parts = [
    `select ${columns.join(', ')} from "${schema}"."${meta.tableName}"`,
    condition && `where ${condition}`,
    order && `order by ${order}`,
    limit === undefined ? '' : `limit ${Number(limit)}`,
  ];
  return { sql: parts.filter(Boolean).join(' '), values };
}

function columnOf(meta: EntityMetadata, property: string): string | undefined {
  const columns = meta.properties[property as never]?.fieldNames;
  return columns?.length === 1 ? `"${columns[0]}"` : undefined;
}

const COMPARISONS: Readonly<Record<string, string>> = {
  $eq: '=',
  $ne: '<>',
  $gt: '>',
  $gte: '>=',
  $lt: '<',
  $lte: '<=',
};

/** Empty where every row is meant. */
function conditionOf(meta: EntityMetadata, where: unknown, values: unknown[]): string | undefined {
  if (!isPlain(where)) return undefined;
  const parts: string[] = [];
  for (const [name, wanted] of Object.entries(where)) {
    const part =
      name === '$and' || name === '$or'
        ? joined(meta, name === '$and' ? ' and ' : ' or ', wanted, values)
        : columnIs(meta, name, wanted, values);
    if (part === undefined) return undefined;
    if (part) parts.push(part);
  }
  return parts.join(' and ');
}

function joined(meta: EntityMetadata, by: string, wanted: unknown, values: unknown[]): string | undefined {
  if (!Array.isArray(wanted) || wanted.length === 0) return undefined;
  const parts = wanted.map((each) => conditionOf(meta, each, values));
  if (parts.includes(undefined)) return undefined;
  // Of ways that one must hold, an empty one always does.
  if (by === ' or ' && parts.includes('')) return undefined;
  const said = parts.filter(Boolean);
  return said.length === 0 ? '' : `(${said.map((part) => `(${part})`).join(by)})`;
}

function columnIs(meta: EntityMetadata, name: string, wanted: unknown, values: unknown[]): string | undefined {
  const column = columnOf(meta, name);
  // What is kept in a form of its own is for the ORM to compare.
  if (!column || meta.properties[name as never]!.customType) return undefined;
  if (wanted === null) return `${column} is null`;
  if (isScalar(wanted)) return compared(column, '=', wanted, values);
  if (Array.isArray(wanted)) return oneOf(column, 'in', wanted, values);
  if (!isPlain(wanted)) return undefined;
  const parts = Object.entries(wanted).map(([operator, value]) => {
    if (operator === '$in') return oneOf(column, 'in', value, values);
    if (operator === '$nin') return oneOf(column, 'not in', value, values);
    if (operator === '$ne' && value === null) return `${column} is not null`;
    const comparison = COMPARISONS[operator];
    return comparison && isScalar(value) ? compared(column, comparison, value, values) : undefined;
  });
  return parts.length === 0 || parts.includes(undefined) ? undefined : parts.join(' and ');
}

function compared(column: string, comparison: string, value: unknown, values: unknown[]): string {
  values.push(value);
  return `${column} ${comparison} ?`;
}

function oneOf(column: string, by: string, wanted: unknown, values: unknown[]): string | undefined {
  if (!Array.isArray(wanted) || wanted.length === 0 || !wanted.every(isScalar)) return undefined;
  values.push(...wanted);
  return `${column} ${by} (${wanted.map(() => '?').join(', ')})`;
}

function orderOf(meta: EntityMetadata, orderBy: unknown): string | undefined {
  const parts: string[] = [];
  for (const each of [orderBy ?? []].flat()) {
    if (!isPlain(each)) return undefined;
    for (const [name, direction] of Object.entries(each)) {
      const column = columnOf(meta, name);
      if (!column || (direction !== 'asc' && direction !== 'desc')) return undefined;
      parts.push(`${column} ${direction}`);
    }
  }
  return parts.join(', ');
}

function isScalar(value: unknown): boolean {
  return ['string', 'number', 'boolean'].includes(typeof value) || value instanceof Date;
}

/** The ORM's fragments of SQL stand under symbols. */
function isPlain(value: unknown): value is object {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.getPrototypeOf(value) === Object.prototype &&
    Object.getOwnPropertySymbols(value).length === 0
  );
}
