import { once } from '../../../../kernel/database/idempotency.js';
import { policyInForce } from '../../../../kernel/database/policy-in-force.js';
import { inTransaction, type Transaction, type Work } from '../../../../kernel/database/work.js';
import { type Allowed, authorise } from '../../../../kernel/identity/caller.js';
import { type Outcome, unlessRefused } from '../../../../kernel/values/refusal.js';
import type { PatchDutiesDeclared } from '../../../../schema/events/providers.js';
import { AlertResource } from '../../entities/hours/alert-resource.js';
import { Membership } from '../../entities/membership/membership.js';
import { PatchDuties } from '../../entities/membership/patch-duties.js';
import { DECLARERS } from '../../entities/readers.js';
import {
  type PatchDuties as Duties,
  patchDutiesRefusals,
  patchDutyFaults,
} from '../../rules/membership/patch-duties.js';
import { lockedProvider } from '../../steps/register/locked-provider.js';

export const allowed = { scope: 'capacity:write', roles: DECLARERS } satisfies Allowed;

export interface DeclarePatchDuties extends Duties {
  readonly idempotencyKey: string;
}

/**
 * Declares what a provider does of the duties of a patch provider, in place of what it declared before. Each council in
 * which it has a patch is told what it lacks. Refuses what `patchDutiesRefusals` does. [PROV-31]
 */
export async function declarePatchDuties(work: Work, input: DeclarePatchDuties): Promise<Outcome<PatchDuties>> {
  const { idempotencyKey, ...declared } = input;
  const providerId = work.caller.organisation;
  authorise(work.caller, allowed);
  // It holds for all councils, so no council's transaction: the lock on the caller's own id makes the row its own.
  return inTransaction(work, '*', (t) =>
    once(
      t,
      { act: 'declarePatchDuties', key: idempotencyKey, input: declared },
      async () => {
        await lockedProvider(t, providerId);
        const declaredAt = await t.now();
        unlessRefused(patchDutiesRefusals(declared));
        const { trustedAssessors, weekendDischarge, startsAtShortNotice } = declared;
        const facts = { trustedAssessors, weekendDischarge, startsAtShortNotice, declaredAt };
        const held = await t.em.findOne(PatchDuties, { providerId });
        const duties = held ? t.em.assign(held, facts) : t.em.create(PatchDuties, { providerId, ...facts });
        t.em.persist(duties);
        await tellDuties(t, duties);
        return duties;
      },
      (id) => t.em.findOneOrFail(PatchDuties, { id }),
    ),
  );
}

async function tellDuties(t: Transaction, duties: PatchDuties): Promise<void> {
  const { providerId, declaredAt } = duties;
  const hasOnCallCover = (await t.em.findOne(AlertResource, { providerId })) !== null;
  const memberships = await t.em.find(Membership, { providerId, vehicle: 'PATCH', status: { $ne: 'EXITED' } });
  for (const council of [...new Set(memberships.map((each) => each.council))].sort()) {
    const { policy } = await policyInForce(t.em, council, declaredAt);
    await t.tell({
      type: 'PatchDutiesDeclared',
      subject: `provider/${providerId}`,
      council,
      audience: { providers: [providerId], roles: ['contract-officer'] },
      data: { providerId, dutyFaults: patchDutyFaults(duties, hasOnCallCover, policy) },
    } satisfies Omit<PatchDutiesDeclared, 'actor' | 'occurredAt'>);
  }
}
