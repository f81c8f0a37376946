import { once } from '../../../../kernel/database/idempotency.js';
import { lockNamed } from '../../../../kernel/database/locks.js';
import { inTransaction, type Transaction, type Work } from '../../../../kernel/database/work.js';
import { type Allowed, authorise } from '../../../../kernel/identity/caller.js';
import { isId } from '../../../../kernel/values/ids.js';
import { type Outcome, unlessRefused } from '../../../../kernel/values/refusal.js';
import { Provider } from '../../entities/register/provider.js';
import { accessHeld, accessTime, type HeldAccess } from '../../reads/councils/access-held.js';
import { councilsNamed } from '../../reads/councils/councils-named.js';
import { type AskedAccess, accessOf, accessRefusals, subjectRefusals } from '../../rules/councils/access.js';
import { tellGranted } from '../../steps/councils/tell-access.js';

export const allowed = { scope: 'platform:write', roles: ['operator'] } satisfies Allowed;

export interface GrantAccess extends AskedAccess {
  readonly idempotencyKey: string;
}

/**
 * Gives a named user or machine access, from now on or from a later instant. The same subject again replaces what it
 * had; open connections that the new access does not bear end within a second.
 *
 * Refuses what `accessRefusals` does. [IDG-06, IDG-26, IDG-27, IDG-16]
 */
export async function grantAccess(work: Work, { idempotencyKey, ...asked }: GrantAccess): Promise<Outcome<HeldAccess>> {
  authorise(work.caller, allowed);
  return inTransaction(work, '*', async (t) => {
    const { id } = await once(
      t,
      { act: 'grantAccess', key: idempotencyKey, input: asked },
      () => grant(t, asked),
      async (subject) => ({ id: subject }),
    );
    return (await accessHeld(t.em, id))!;
  });
}

async function grant(t: Transaction, asked: AskedAccess): Promise<{ id: string }> {
  const { subject, organisation } = asked;
  unlessRefused(subjectRefusals(subject, t.caller.subject));
  await lockNamed(t, `access/${subject}`);
  const now = await accessTime(t.em);
  const councils = await councilsNamed(t.em, [organisation, ...(asked.councils ?? [])]);
  const isProvider = isId(organisation) && (await t.em.count(Provider, { id: organisation })) > 0;
  unlessRefused(accessRefusals(asked, { now, councils, isProvider }));

  const before = await accessHeld(t.em, subject);
  const access = accessOf(asked, now);
  await t.em.execute(
    `insert into platform.access_grant (subject, role, organisation, councils, scopes, valid_from, valid_until)
     values (?, ?, ?, array(select jsonb_array_elements_text(?::jsonb)), array(select jsonb_array_elements_text(?::jsonb)), ?, ?)
     on conflict (subject) do update set role = excluded.role, organisation = excluded.organisation,
       councils = excluded.councils, scopes = excluded.scopes, valid_from = excluded.valid_from,
       valid_until = excluded.valid_until, revoked_at = null`,
    [
      subject,
      access.role,
      organisation,
      JSON.stringify(access.councils),
      JSON.stringify(access.scopes),
      access.validFrom,
      access.validUntil,
    ],
    { method: 'run' },
  );
  await tellGranted(t, access, before);
  return { id: subject };
}
