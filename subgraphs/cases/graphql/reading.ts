import type { EntityClass } from '@mikro-orm/core';
import type { RequestContext } from '../../../kernel/graphql/request-context.js';
import { NotAuthorisedError } from '../../../kernel/identity/caller.js';

/** What several resolvers read, each with one query for a whole list. */

/** Refuses what is asked as nobody in particular: a feed view reads feed items, and what they lead to. [IDG-05] */
export function asOneself({ caller }: RequestContext): void {
  if (caller.viewClass) {
    throw new NotAuthorisedError('IDG-27', 'A feed view follows its items and asks for nothing else.');
  }
}

/** The rows that belong to one thing, in order; one statement for all the things of a request. */
export async function rowsOf<T extends object>(
  context: RequestContext,
  entity: EntityClass<T>,
  column: string & keyof T,
  key: string,
  order: string & keyof T,
): Promise<readonly T[]> {
  const loader = context.loader<string, readonly T[]>(`${entity.name}.${column}`, async (keys) => {
    const rows = (await context.em.find(entity, { [column]: { $in: [...keys] } } as never, {
      orderBy: { [order]: 'asc' } as never,
    })) as T[];
    return keys.map((each) => rows.filter((row) => row[column] === each));
  });
  return (await loader.load(key)) ?? [];
}
