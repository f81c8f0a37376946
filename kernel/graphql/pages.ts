import 'reflect-metadata';
import type { EntityClass, FilterQuery } from '@mikro-orm/core';
import { ArgsType, type ClassType, Directive, Field, Int, ObjectType } from 'type-graphql';
import type { EntityManager } from '../database/orm.js';
import { isId } from '../values/ids.js';
import { badInput } from './bad-input.js';

/**
 * Lists that may be long come a page at a time, as Relay has it: edges with opaque cursors over a stable order, so
 * that what is added or removed meanwhile neither repeats nor skips a row.
 */

export const LARGEST_PAGE = 100;

/** Rows are counted so far and no further: a count of everything would cost more than the page. */
export const COUNTED = 10_000;

/** Which page: the arguments of every list. */
@ArgsType()
export class PageArgs {
  @Field(() => Int, { description: `How many rows at most, 1 to ${LARGEST_PAGE}.`, defaultValue: 20 })
  first!: number;

  @Field(() => String, {
    nullable: true,
    description: 'The endCursor of the page before; leave it out to begin at the beginning.',
  })
  after?: string | null;
}

@ObjectType({ description: 'Where a page lies in its list.' })
@Directive('@shareable')
export class PageInfo {
  @Field(() => Boolean, { description: 'Whether more follows endCursor.' })
  hasNextPage!: boolean;

  @Field(() => Boolean, { description: 'Whether something precedes startCursor.' })
  hasPreviousPage!: boolean;

  @Field(() => String, { nullable: true, description: 'Cursor of the first row; null on an empty page.' })
  startCursor!: string | null;

  @Field(() => String, { nullable: true, description: 'Cursor of the last row: pass it as after.' })
  endCursor!: string | null;
}

export interface Page<Node> {
  readonly edges: ReadonlyArray<{ readonly cursor: string; readonly node: Node }>;
  readonly pageInfo: PageInfo;
  /** Null where the list has more rows than are counted, or is not counted at all. */
  readonly totalCount?: number | null | Promise<number | null>;
}

/** A list: which rows, and in which order. */
export interface List<Row> {
  readonly where: FilterQuery<Row>;
  /** Properties that the list is ordered by, ending in one that no two rows share. None of them may be null. */
  readonly by: { readonly [property in keyof Row & string]?: KeyPart };
  readonly newestFirst?: boolean;
}

/**
 * Reads one page by its key, so that no row is skipped or repeated however far the reader goes.
 *
 * @param columns what of each row is read, beside its key; unless given, all of it
 * @throws GraphQLError BAD_USER_INPUT for a page size or a cursor that is none
 */
export async function readPage<Row extends object>(
  em: EntityManager,
  entity: EntityClass<Row>,
  { where, by, newestFirst = false }: List<Row>,
  request: Pick<PageArgs, 'first' | 'after'>,
  columns?: readonly string[],
): Promise<Page<Row>> {
  const properties = Object.keys(by) as Array<keyof Row & string>;
  const parts = properties.map((property) => by[property]!);
  const limit = rowsFor(request.first);
  const key = keyAfter(request.after, parts);
  const beyond =
    key &&
    rowsBeyond(
      properties,
      key.map((each, at) => keyValue(parts[at]!, each)),
      newestFirst,
    );
  const orderBy = Object.fromEntries(properties.map((property) => [property, newestFirst ? 'desc' : 'asc']));
  const rows = await em.find(entity, (beyond ? { $and: [where, beyond] } : where) as never, {
    orderBy: orderBy as never,
    limit,
    fields: (columns && [...new Set([...columns, ...properties])]) as never,
  });
  const page = pageOf(rows as Row[], request, (row) => properties.map((property) => keyText(row[property])));
  return {
    ...page,
    // Counted only for those who ask.
    get totalCount() {
      return countUpTo(em, entity, where);
    },
  };
}

/** Rows that follow this key. The bound on the first part alone lets an index find where they begin. */
function rowsBeyond(properties: readonly string[], key: readonly unknown[], newestFirst: boolean): object {
  const [beyond, upTo] = newestFirst ? ['$lt', '$lte'] : ['$gt', '$gte'];
  const ways = properties.map((property, at) => ({
    ...Object.fromEntries(properties.slice(0, at).map((before, nth) => [before, key[nth]])),
    [property]: { [beyond]: key[at] },
  }));
  return { $and: [{ [properties[0]!]: { [upTo]: key[0] } }, { $or: ways }] };
}

async function countUpTo<Row extends object>(
  em: EntityManager,
  entity: EntityClass<Row>,
  where: FilterQuery<Row>,
): Promise<number | null> {
  const rows = em
    .createQueryBuilder(entity, 'row')
    .select('id' as never)
    .where(where as never)
    .limit(COUNTED + 1);
  return countOf(em, rows.getFormattedQuery());
}

/** How many rows a list with SQL of its own has, for its `totalCount`; null where they are more than are counted. */
export async function countRows(
  em: EntityManager,
  sql: string,
  parameters: readonly unknown[],
): Promise<number | null> {
  return countOf(em, `${sql} limit ${COUNTED + 1}`, parameters);
}

async function countOf(em: EntityManager, sql: string, parameters: readonly unknown[] = []): Promise<number | null> {
  const [counted] = (await em.execute(`select count(*)::int as rows from (${sql}) counted`, [...parameters])) as Array<{
    rows: number;
  }>;
  return counted!.rows > COUNTED ? null : counted!.rows;
}

function keyValue(part: KeyPart, text: string): unknown {
  return part === 'instant' ? new Date(text) : text;
}

function keyText(value: unknown): string {
  return value instanceof Date ? value.toISOString() : String(value);
}

/** The public type of a page of `node`s: `<name>Connection` with `<name>Edge`s. Call once a type. */
export function connectionOf<Node extends object>(node: ClassType<Node>, name: string): ClassType<Page<Node>> {
  @ObjectType(`${name}Edge`, { description: 'One row of the page.' })
  class Edge {
    @Field(() => String, { description: 'Opaque position of the row.' })
    cursor!: string;

    @Field(() => node, { description: 'The row.' })
    node!: Node;
  }
  @ObjectType(`${name}Connection`, { description: 'One page of the list.' })
  class Connection {
    @Field(() => [Edge], { description: 'The rows in order.' })
    edges!: Edge[];

    @Field(() => PageInfo, { description: 'Where the page lies.' })
    pageInfo!: PageInfo;

    @Field(() => Int, {
      nullable: true,
      description: `How many rows the whole list has; null for more than ${COUNTED.toLocaleString('en-GB')}.`,
    })
    totalCount!: number | null;
  }
  return Connection as ClassType<Page<Node>>;
}

/** How many rows to read for a page of `first`: one more, which says whether there is a next page. */
export function rowsFor(first: number): number {
  if (!Number.isInteger(first) || first < 1 || first > LARGEST_PAGE) {
    throw badInput(`first takes a whole number from 1 to ${LARGEST_PAGE}.`);
  }
  return first + 1;
}

/**
 * @param rows in order, at most `rowsFor(first)` of them
 * @param keyOf what the list is ordered by, ending in something unique
 */
export function pageOf<Node>(
  rows: readonly Node[],
  request: { readonly first: number; readonly after?: string | null | undefined },
  keyOf: (row: Node) => readonly string[],
): Page<Node> {
  const edges = rows.slice(0, request.first).map((node) => ({ cursor: cursorOf(keyOf(node)), node }));
  return {
    edges,
    pageInfo: {
      hasNextPage: rows.length > request.first,
      hasPreviousPage: request.after != null,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}

function cursorOf(key: readonly string[]): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

/** What a part of a key is: an instant as ISO 8601 writes it, an id, or some other text. */
export type KeyPart = 'instant' | 'id' | 'text';

/** The key that a page begins after, of these parts; undefined at the beginning of the list. */
export function keyAfter(after: string | null | undefined, parts: readonly KeyPart[]): readonly string[] | undefined {
  if (after == null) return undefined;
  try {
    const key: unknown = JSON.parse(Buffer.from(after, 'base64url').toString());
    if (Array.isArray(key) && key.length === parts.length && parts.every((part, at) => isPart(part, key[at])))
      return key;
  } catch {
    // Not one of ours, which is what the error below says.
  }
  throw badInput('after takes a cursor that this list gave.');
}

function isPart(part: KeyPart, value: unknown): boolean {
  if (typeof value !== 'string') return false;
  if (part === 'id') return isId(value);
  return part === 'text' || !Number.isNaN(Date.parse(value));
}
