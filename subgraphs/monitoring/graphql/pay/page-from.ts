import { keyAfter, type PageArgs, rowsFor } from '../../../../kernel/graphql/pages.js';

/** The rows after a cursor, one more than a page holds. */
export function pageFrom<Row>(
  rows: readonly Row[],
  keyOf: (row: Row) => readonly string[],
  { first, after }: PageArgs,
): readonly Row[] {
  const limit = rowsFor(first);
  if (rows.length === 0) return [];
  const from = keyAfter(
    after,
    keyOf(rows[0]!).map(() => 'text' as const),
  );
  const begin = from ? rows.findIndex((row) => isBeyond(keyOf(row), from)) : 0;
  return begin < 0 ? [] : rows.slice(begin, begin + limit);
}

function isBeyond(key: readonly string[], other: readonly string[]): boolean {
  const at = key.findIndex((part, nth) => part !== other[nth]);
  return at >= 0 && key[at]! > other[at]!;
}
