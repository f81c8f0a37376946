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

/**
 * Sets a council's policy from an instant on, as the next version. Decisions taken under an earlier version keep it.
 * @throws ZodError naming the key when the document is not a policy
 */
export async function setPolicy(
  database: pg.Pool | pg.Client,
  council: string,
  effectiveFrom: Date,
  policy: unknown,
): Promise<number> {
  policySchema.parse(policy);
  const { rows } = await database.query<{ version: number }>(
    `insert into platform.council_policy (council, version, effective_from, document)
     select $1, coalesce(max(version), 0) + 1, $2, $3 from platform.council_policy where council = $1 returning version`,
    [council, effectiveFrom, policy],
  );
  return rows[0]!.version;
}
