import type { EntityClass } from '@mikro-orm/core';
import type { RequestContext } from '../../../kernel/graphql/request-context.js';

/** The rows of a provider that this caller may see: one statement a request, however many providers ask for theirs. */
export async function ofProvider<Row extends { providerId: string; id: string }>(
  context: RequestContext,
  entity: EntityClass<Row>,
  providerId: string,
): Promise<Row[]> {
  const loader = context.loader<string, Row[]>(`${entity.name} of provider`, async (ids) => {
    const where = { providerId: { $in: [...ids] } };
    const rows = (await context.em.find(entity, where as never, { orderBy: { id: 'asc' } as never })) as Row[];
    const owned = Map.groupBy(rows, (row) => row.providerId);
    return ids.map((id) => owned.get(id) ?? []);
  });
  return (await loader.load(providerId)) ?? [];
}

/** Rows in order of a date or an instant, the newest first. */
export function newestFirst<Row>(rows: readonly Row[], when: (row: Row) => string | Date): Row[] {
  return rows.toSorted((one, other) => (when(one) < when(other) ? 1 : when(one) > when(other) ? -1 : 0));
}
