import type { EntityClass } from '@mikro-orm/core';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';

/** The rows of a home that this caller may see: one statement a request, however many homes ask for theirs. */
export async function ofHome<Row extends { homeId: string; id: string }>(
  context: RequestContext,
  entity: EntityClass<Row>,
  homeId: string,
): Promise<Row[]> {
  const loader = context.loader<string, Row[]>(`${entity.name} of home`, async (ids) => {
    const where = { homeId: { $in: [...ids] } };
    const rows = (await context.em.find(entity, where as never, { orderBy: { id: 'asc' } as never })) as Row[];
    const owned = Map.groupBy(rows, (row) => row.homeId);
    return ids.map((id) => owned.get(id) ?? []);
  });
  return (await loader.load(homeId)) ?? [];
}
