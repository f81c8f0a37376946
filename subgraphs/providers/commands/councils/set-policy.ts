import { once } from '../../../../kernel/database/idempotency.js';
import { lockNamed } from '../../../../kernel/database/locks.js';
import { inTransaction, type Transaction, type Work } from '../../../../kernel/database/work.js';
import { type Allowed, authorise } from '../../../../kernel/identity/caller.js';
import { notFound, type Outcome, unlessRefused } from '../../../../kernel/values/refusal.js';
import type { PolicySet } from '../../../../schema/events/providers.js';
import { type HeldPolicy, nameOfVersion, policyDates, policyVersion } from '../../reads/councils/policy-versions.js';
import { policyChanges } from '../../rules/councils/policy-changes.js';
import { policyDocumentRefusals } from '../../rules/councils/policy-document.js';
import { policyBasisRefusal, policyFromRefusal } from '../../rules/councils/policy-timeline.js';

export const allowed = { scope: 'platform:write', roles: ['operator'] } satisfies Allowed;

export interface SetPolicy {
  readonly council: string;
  /** All that the council sets; what it leaves out takes its default. */
  readonly document: unknown;
  /** The latest version there was when the difference was looked at, such as `bromley/3`. */
  readonly basedOn: string;
  /** From when it applies; unless given, from now on. */
  readonly effectiveFrom?: Date | null;
  readonly idempotencyKey: string;
}

/**
 * Sets a council's policy from an instant on, as its next version, in place of any earlier version from then on. What was
 * decided, and a call-off that is open, keep the version that they began under. Brokers and contract officers are told
 * what has changed.
 *
 * Refuses what `policyDocumentRefusals`, `policyFromRefusal` and `policyBasisRefusal` do. [IDG-26, IDG-16]
 */
export async function setPolicy(
  work: Work,
  { idempotencyKey, document, ...input }: SetPolicy,
): Promise<Outcome<HeldPolicy>> {
  authorise(work.caller, allowed);
  const { council } = input;
  return inTransaction(work, '*', async (t) => {
    const { id } = await once(
      t,
      { act: 'setPolicy', key: idempotencyKey, input, judged: { document } },
      () => set(t, { ...input, document }),
      async (version) => ({ id: version }),
    );
    return policyVersion(t.em, council, Number(id.slice(council.length + 1)));
  });
}

async function set(t: Transaction, input: Omit<SetPolicy, 'idempotencyKey'>): Promise<{ id: string }> {
  const { council, document } = input;
  await lockNamed(t, 'councils');
  const now = await t.now();
  const latest = (await policyDates(t.em, council)).at(-1);
  unlessRefused(latest ? undefined : notFound('council', 'input.council'));
  const effectiveFrom = input.effectiveFrom ?? now;
  unlessRefused(
    policyFromRefusal(effectiveFrom, now, 'input.effectiveFrom'),
    policyBasisRefusal(input.basedOn, nameOfVersion(council, latest!), 'input.basedOn'),
    policyDocumentRefusals(document, 'input.document'),
  );
  const version = latest!.version + 1;
  await t.em.execute(
    `insert into platform.council_policy (council, version, effective_from, document) values (?, ?, ?, ?::jsonb)`,
    [council, version, effectiveFrom, JSON.stringify(document)],
    { method: 'run' },
  );
  const { before, policy } = await policyVersion(t.em, council, version);
  const policyName = nameOfVersion(council, { version });
  await t.tell({
    type: 'PolicySet',
    subject: `council/${council}`,
    council,
    audience: { roles: ['broker', 'contract-officer'] },
    data: {
      policyVersion: policyName,
      effectiveFrom: effectiveFrom.toISOString(),
      changes: policyChanges(before, policy).map(({ key, before, after }) => ({ key, before, after })),
    },
  } satisfies Omit<PolicySet, 'actor' | 'occurredAt'>);
  return { id: policyName };
}
