import type { EntityClass } from '@mikro-orm/core';
import { keyAfter, type Page, pageOf, rowsFor } from '../../../kernel/graphql/pages.js';
import type { RequestContext } from '../../../kernel/graphql/request-context.js';
import { NotAuthorisedError } from '../../../kernel/identity/caller.js';

/** The rows that hang on one thing, in order; one statement for all the things of a request. */
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

export interface PageRequest {
  readonly first: number;
  readonly after: string | null | undefined;
}

/** One page of rows in the order of an instant and then of their ids, which no two rows share. */
export async function pageBy<T extends { id: string }>(
  context: RequestContext,
  entity: EntityClass<T>,
  where: object,
  instant: string & keyof T,
  direction: 'asc' | 'desc',
  request: PageRequest,
): Promise<Page<T>> {
  refuseViews(context);
  const limit = rowsFor(request.first);
  const rows = (await context.em.find(entity, { $and: [where, beyond(instant, direction, request.after)] } as never, {
    orderBy: [{ [instant]: direction }, { id: direction }] as never,
    limit,
  })) as T[];
  return pageOf(rows, request, (row) => [(row[instant] as Date).toISOString(), row.id]);
}

function beyond(instant: string, direction: 'asc' | 'desc', after: string | null | undefined): object {
  const key = keyAfter(after, ['instant', 'id']);
  if (!key) return {};
  const at = new Date(key[0]!);
  const id = key[1]!;
  const beyondIt = direction === 'asc' ? '$gt' : '$lt';
  return {
    [instant]: { [`${beyondIt}e`]: at },
    $or: [{ [instant]: { [beyondIt]: at } }, { [instant]: at, id: { [beyondIt]: id } }],
  };
}

/** What is asked by name is asked by somebody: a feed that runs for all of a class only follows what its items lead to. */
export function refuseViews({ caller }: RequestContext): void {
  if (caller.viewClass)
    throw new NotAuthorisedError('IDG-27', 'A feed view follows its items and asks for nothing else.');
}
