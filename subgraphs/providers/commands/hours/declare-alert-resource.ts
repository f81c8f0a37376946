import { once } from '../../../../kernel/database/idempotency.js';
import { policyInForce } from '../../../../kernel/database/policy-in-force.js';
import { inTransaction, type Work } from '../../../../kernel/database/work.js';
import { type Allowed, authorise } from '../../../../kernel/identity/caller.js';
import { localDateOf } from '../../../../kernel/time/working-time.js';
import { type Outcome, unlessRefused } from '../../../../kernel/values/refusal.js';
import { AlertResource } from '../../entities/hours/alert-resource.js';
import { DECLARERS } from '../../entities/readers.js';
import { alertResourceRefusals, type AlertResource as Declared } from '../../rules/hours/alert-resource.js';
import { lockedProvider } from '../../steps/register/locked-provider.js';

export const allowed = { scope: 'capacity:write', roles: DECLARERS } satisfies Allowed;

export interface DeclareAlertResource extends Declared {
  readonly idempotencyKey: string;
}

/**
 * Declares who watches over a provider's alerts, whom to call about them, when somebody is on call, and which procedure
 * it follows for late and missed calls. It replaces what the provider declared before, for every council. Refuses what
 * `alertResourceRefusals` does. [DEL-22, DEL-29, WIN-16, AMB-12]
 */
export async function declareAlertResource(work: Work, input: DeclareAlertResource): Promise<Outcome<AlertResource>> {
  const { idempotencyKey, ...declared } = input;
  const providerId = work.caller.organisation;
  authorise(work.caller, allowed);
  // It holds for all councils, so no council's transaction: the lock on the caller's own id makes the row its own.
  return inTransaction(work, '*', (t) =>
    once(
      t,
      { act: 'declareAlertResource', key: idempotencyKey, input: declared },
      async () => {
        await lockedProvider(t, providerId);
        const declaredAt = await t.now();
        const policies = await Promise.all(work.caller.councils.map((each) => policyInForce(t.em, each, declaredAt)));
        const offices = policies.map(({ policy }) => policy.hours.office);
        unlessRefused(alertResourceRefusals(declared, localDateOf(declaredAt), offices));
        const { monitoredBy, desk, lateCallProcedure } = declared;
        const onCall = declared.onCall.map(({ days, from, to }) => ({ days: [...days], from, to }));
        const facts = { monitoredBy, desk, onCall, lateCallProcedure, declaredAt };
        const held = await t.em.findOne(AlertResource, { providerId });
        if (held) return t.em.assign(held, facts);
        const resource = t.em.create(AlertResource, { providerId, ...facts });
        t.em.persist(resource);
        return resource;
      },
      (id) => t.em.findOneOrFail(AlertResource, { id }),
    ),
  );
}
