import { once } from '../../../../kernel/database/idempotency.js';
import { lockNamed } from '../../../../kernel/database/locks.js';
import { inTransaction, type Transaction, type Work } from '../../../../kernel/database/work.js';
import { type Allowed, authorise } from '../../../../kernel/identity/caller.js';
import { notFound, type Outcome, unlessRefused } from '../../../../kernel/values/refusal.js';
import { accessHeld, accessTime, type HeldAccess } from '../../reads/councils/access-held.js';
import { subjectRefusals } from '../../rules/councils/access.js';
import { tellRevoked } from '../../steps/councils/tell-access.js';

export const allowed = { scope: 'platform:write', roles: ['operator'] } satisfies Allowed;

export interface RevokeAccess {
  readonly subject: string;
  readonly idempotencyKey: string;
}

/**
 * Ends the access of a user or a machine now: requests are refused and live streams end within a second, however long
 * its tokens still run. Access that was revoked before stays as it is.
 *
 * Refuses what `subjectRefusals` does, and a subject that was never granted any. [IDG-06, IDG-16]
 */
export async function revokeAccess(
  work: Work,
  { idempotencyKey, ...input }: RevokeAccess,
): Promise<Outcome<HeldAccess>> {
  authorise(work.caller, allowed);
  return inTransaction(work, '*', async (t) => {
    const { id } = await once(
      t,
      { act: 'revokeAccess', key: idempotencyKey, input },
      () => revoke(t, input.subject),
      async (subject) => ({ id: subject }),
    );
    return (await accessHeld(t.em, id))!;
  });
}

async function revoke(t: Transaction, subject: string): Promise<{ id: string }> {
  unlessRefused(subjectRefusals(subject, t.caller.subject));
  await lockNamed(t, `access/${subject}`);
  const now = await accessTime(t.em);
  const held = await accessHeld(t.em, subject);
  unlessRefused(held ? undefined : notFound('credential', 'input.subject'));
  if (held!.revokedAt) return { id: subject };
  await t.em.execute('update platform.access_grant set revoked_at = ? where subject = ?', [now, subject], {
    method: 'run',
  });
  await tellRevoked(t, held!);
  return { id: subject };
}
