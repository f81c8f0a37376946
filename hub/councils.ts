import type pg from 'pg';
import { policySchema } from '../schema/policy.js';

/** Adds a council with its first policy; what the document leaves out takes the catalogue's default (section 26). */
export async function addCouncil(
  database: pg.Pool | pg.Client,
  council: { readonly id: string; readonly name: string },
  policy: unknown = {},
): Promise<void> {
  policySchema.parse(policy);
  await database.query(
    'insert into platform.council (id, name) values ($1, $2) on conflict (id) do update set name = $2',
    [council.id, council.name],
  );
  await database.query(
    `insert into platform.council_policy (council, version, effective_from, document)
     values ($1, 1, 'epoch', $2) on conflict do nothing`,
    [council.id, policy],
  );
}
