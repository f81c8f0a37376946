import { once } from '../../../../kernel/database/idempotency.js';
import { inTransaction, type Work } from '../../../../kernel/database/work.js';
import { authorise } from '../../../../kernel/identity/caller.js';
import { localDateOf } from '../../../../kernel/time/working-time.js';
import { type Outcome, unlessRefused } from '../../../../kernel/values/refusal.js';
import { AlertResource } from '../../entities/hours/alert-resource.js';
import { alertResourceRefusals, type AlertResource as Declared } from '../../rules/hours/alert-resource.js';
import { lockedProvider } from '../../steps/register/found.js';
import { DECLARERS } from './declare-capacity.js';

export interface DeclareAlertResource extends Declared {
  readonly idempotencyKey: string;
}

/**
 * A provider declares who watches over its alerts, whom to call about them, when somebody is on call, and which
 * procedure it follows for late and missed calls: in place of what it declared before, for every council [DEL-22,
 * DEL-29, WIN-16, AMB-12]. Refuses what `alertResourceRefusals` does.
 */
export async function declareAlertResource(work: Work, input: DeclareAlertResource): Promise<Outcome<AlertResource>> {
  const { idempotencyKey, ...declared } = input;
  const providerId = work.caller.organisation;
  authorise(work.caller, { scope: 'capacity:write', roles: DECLARERS });
  // For all councils, so no council's transaction: the row is the caller's own, by the lock on its own id.
  return inTransaction(work, '*', (t) =>
    once(
      t,
      { act: 'declareAlertResource', key: idempotencyKey, input: declared },
      async () => {
        await lockedProvider(t, providerId);
        const declaredAt = await t.now();
        unlessRefused(alertResourceRefusals(declared, localDateOf(declaredAt)));
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
