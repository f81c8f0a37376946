import { GraphQLError } from 'graphql';
import { type ClassType, Directive, Field, ObjectType } from 'type-graphql';
import { isId } from '../values/ids.js';

/**
 * Lists that may be long come a page at a time, as Relay has it: edges with opaque cursors over a stable order, so
 * that what is added or removed meanwhile neither repeats nor skips a row.
 */

export const LARGEST_PAGE = 100;

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
  }
  return Connection;
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

function badInput(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } });
}
