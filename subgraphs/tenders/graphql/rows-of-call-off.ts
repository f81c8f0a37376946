import type { RequestContext } from '../../../kernel/graphql/request-context.js';

/** The rows of one call-off, read with one query together with those of its neighbours in a list. */
export async function rowsOfCallOff<Row extends { callOffId: string }>(
  context: RequestContext,
  name: string,
  callOffId: string,
  find: (callOffIds: string[]) => Promise<Row[]>,
): Promise<Row[]> {
  const loader = context.loader<string, Row[]>(name, async (ids) => {
    const rows = new Map(ids.map((id): [string, Row[]] => [id, []]));
    for (const row of await find([...ids])) rows.get(row.callOffId)?.push(row);
    return ids.map((id) => rows.get(id) ?? []);
  });
  return (await loader.load(callOffId)) ?? [];
}
