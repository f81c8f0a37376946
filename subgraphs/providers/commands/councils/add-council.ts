import { once } from '../../../../kernel/database/idempotency.js';
import { lockNamed } from '../../../../kernel/database/locks.js';
import { inTransaction, type Transaction, type Work } from '../../../../kernel/database/work.js';
import { type Allowed, authorise } from '../../../../kernel/identity/caller.js';
import { accepted, type Outcome, unlessRefused } from '../../../../kernel/values/refusal.js';
import type { CouncilAdded } from '../../../../schema/events/providers.js';
import { councilsNamed } from '../../reads/councils/councils-named.js';
import { nameOfVersion } from '../../reads/councils/policy-versions.js';
import { type CouncilRecord, councilRefusals } from '../../rules/councils/council-record.js';
import { policyDocumentRefusals } from '../../rules/councils/policy-document.js';

export const allowed = { scope: 'platform:write', roles: ['operator'] } satisfies Allowed;

export interface AddCouncil {
  readonly council: string;
  readonly name: string;
  /** Its first policy; what it leaves out, or all of it, takes its default. */
  readonly policy?: unknown;
  readonly idempotencyKey: string;
}

/**
 * Adds a council, with a first policy that counts since ever. Nobody has access to it yet. Answers its key.
 *
 * Refuses what `councilRefusals` and `policyDocumentRefusals` do. [IDG-26, IDG-16]
 */
export async function addCouncil(
  work: Work,
  { idempotencyKey, policy = {}, ...input }: AddCouncil,
): Promise<Outcome<string>> {
  authorise(work.caller, allowed);
  const { result, refusals } = await inTransaction(work, '*', (t) =>
    once(
      t,
      { act: 'addCouncil', key: idempotencyKey, input, judged: { policy } },
      () => add(t, input, policy),
      async (id) => ({ id }),
    ),
  );
  return result ? accepted(result.id) : { result, refusals };
}

async function add(t: Transaction, input: CouncilRecord, policy: unknown): Promise<{ id: string }> {
  const { council } = input;
  const name = input.name.trim();
  await lockNamed(t, 'councils');
  await t.now();
  const taken = await councilsNamed(t.em, [council]);
  unlessRefused(councilRefusals({ council, name }, taken.size > 0), policyDocumentRefusals(policy, 'input.policy'));
  await t.em.execute('insert into platform.council (id, name) values (?, ?)', [council, name], { method: 'run' });
  await t.em.execute(
    `insert into platform.council_policy (council, version, effective_from, document) values (?, 1, 'epoch', ?::jsonb)`,
    [council, JSON.stringify(policy)],
    { method: 'run' },
  );
  await t.tell({
    type: 'CouncilAdded',
    subject: `council/${council}`,
    council,
    audience: {},
    data: { name, policyVersion: nameOfVersion(council, { version: 1 }) },
  } satisfies Omit<CouncilAdded, 'actor' | 'occurredAt'>);
  return { id: council };
}
