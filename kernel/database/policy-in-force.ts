import { type PolicyInForce, policySchema } from '../../schema/policy.js';
import type { EntityManager } from './orm.js';

const parsed = new Map<string, PolicyInForce>();

/**
 * The policy of a council that applies at an instant: the highest version whose date has come. Rules bind by the
 * version a call-off opened under: pass that `version` (`bromley/3`) to read the very same again.
 *
 * @throws Error when the council has no policy: every council of a hub has one from its first day
 */
export async function policyInForce(
  em: EntityManager,
  council: string,
  at: Date | { version: string },
): Promise<PolicyInForce> {
  const rows = (
    at instanceof Date
      ? await em.execute(
          `select version, document from platform.council_policy
           where council = ? and effective_from <= ? order by version desc limit 1`,
          [council, at],
        )
      : await em.execute('select version, document from platform.council_policy where council = ? and version = ?', [
          council,
          Number(at.version.split('/')[1]),
        ])
  ) as Array<{ version: number; document: unknown }>;
  const row = rows[0];
  if (!row) throw new Error(`No policy is in force for council ${council}.`);
  return policyOf(council, row);
}

/** These versions of a council's policy (`bromley/3`), by one statement; none for a version that it never had. */
export async function policyVersions(
  em: EntityManager,
  council: string,
  versions: readonly string[],
): Promise<ReadonlyMap<string, PolicyInForce>> {
  const numbers = versions.filter((each) => VERSION.test(each) && each.startsWith(`${council}/`));
  if (numbers.length === 0) return new Map();
  const rows = (await em.execute(
    'select version, document from platform.council_policy where council = ? and version = any(?::int[])',
    [council, `{${numbers.map((each) => each.slice(council.length + 1)).join(',')}}`],
  )) as Array<{ version: number; document: unknown }>;
  return new Map(rows.map((row) => [`${council}/${row.version}`, policyOf(council, row)]));
}

/** A council and how many policies it has had. */
const VERSION = /^[^/]+\/[1-9]\d{0,8}$/;

/** The policy in a row of `platform.council_policy` that was read together with other rows. */
export function policyOf(
  council: string,
  row: { readonly version: number; readonly document: unknown },
): PolicyInForce {
  const version = `${council}/${row.version}`;
  // Keyed by content: checking a document is the costly part, and one process may serve several databases in tests.
  const key = version + JSON.stringify(row.document);
  const known = parsed.get(key);
  if (known) return known;
  const policy = { council, version, policy: policySchema.parse(row.document) };
  parsed.set(key, policy);
  return policy;
}
