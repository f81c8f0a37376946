import type pg from 'pg';

/**
 * A council with its first policy, for tests of a subgraph that keeps none: where there is the whole hub, an operator
 * adds it.
 */
export async function plantCouncil(
  database: pg.Pool | pg.Client,
  council: { readonly id: string; readonly name: string },
  policy: unknown = {},
): Promise<void> {
  await database.query('insert into platform.council (id, name) values ($1, $2)', [council.id, council.name]);
  await database.query(
    `insert into platform.council_policy (council, version, effective_from, document) values ($1, 1, 'epoch', $2)`,
    [council.id, policy],
  );
}
