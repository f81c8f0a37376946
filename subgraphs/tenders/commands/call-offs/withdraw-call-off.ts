import { once } from '../../../../kernel/database/idempotency.js';
import { inTransaction, type Work } from '../../../../kernel/database/work.js';
import { type Allowed, authorise } from '../../../../kernel/identity/caller.js';
import { type Outcome, unlessRefused } from '../../../../kernel/values/refusal.js';
import { transition } from '../../../../kernel/values/state-table.js';
import { CallOff } from '../../entities/call-offs/call-off.js';
import { callOffStates } from '../../rules/call-offs/call-off-states.js';
import { withdrawalReasonRefusal } from '../../rules/call-offs/withdrawal.js';
import { endCallOff } from '../../steps/call-offs/end-call-off.js';
import { holdCallOff } from '../../steps/call-offs/hold-call-off.js';

export const allowed = { scope: 'sourcing:write', roles: ['broker'] } satisfies Allowed;

/** A broker withdraws a live call-off, with a reason. [SM-2, NTF-38] */
export async function withdrawCallOff(
  work: Work,
  input: { readonly callOffId: string; readonly reason: string; readonly idempotencyKey: string },
): Promise<Outcome<CallOff>> {
  authorise(work.caller, allowed);
  const { idempotencyKey, ...request } = input;
  return inTransaction(work, work.caller.organisation, (t) =>
    once(
      t,
      { act: 'withdrawCallOff', key: idempotencyKey, input: request },
      async () => {
        const held = await holdCallOff(t, request.callOffId);
        const next = transition(callOffStates, held.callOff.state, 'withdraw');
        unlessRefused('refusal' in next ? next.refusal : null, withdrawalReasonRefusal(request.reason));
        await endCallOff(t, held, { code: 'WITHDRAWN_BY_COUNCIL', reason: request.reason.trim() });
        return held.callOff;
      },
      (id) => t.em.findOneOrFail(CallOff, id),
    ),
  );
}
