import { once } from '../../../../kernel/database/idempotency.js';
import { inTransaction, type Work } from '../../../../kernel/database/work.js';
import { type Allowed, authorise } from '../../../../kernel/identity/caller.js';
import { type Outcome, unlessRefused } from '../../../../kernel/values/refusal.js';
import { transition } from '../../../../kernel/values/state-table.js';
import { CallOff } from '../../entities/call-offs/call-off.js';
import { callOffStates } from '../../rules/call-offs/call-off-states.js';
import { calendarOf } from '../../rules/stages/calendar.js';
import { restartReasonRefusal, windowRefusal, windowRestarted } from '../../rules/stages/window.js';
import { holdCallOff } from '../../steps/call-offs/hold-call-off.js';
import { moveWindow } from '../../steps/stages/move-window.js';

export const allowed = { scope: 'sourcing:write', roles: ['broker'] } satisfies Allowed;

/**
 * A broker restarts the clock of an open stage, for all its invitees or for none: it opens now, and all have the
 * whole window again. Earlier answers stand. [WIN-04, NTF-02, SM-2]
 */
export async function restartWindow(
  work: Work,
  input: { readonly callOffId: string; readonly reason: string; readonly idempotencyKey: string },
): Promise<Outcome<CallOff>> {
  authorise(work.caller, allowed);
  const { idempotencyKey, ...request } = input;
  return inTransaction(work, work.caller.organisation, (t) =>
    once(
      t,
      { act: 'restartWindow', key: idempotencyKey, input: request },
      async () => {
        const held = await holdCallOff(t, request.callOffId);
        const { callOff, stage, policy } = held;
        const next = transition(callOffStates, callOff.state, 'restart clock');
        unlessRefused('refusal' in next ? next.refusal : null);
        const now = await t.now();
        const of = { route: stage!.route, stage: stage!.kind, care: callOff };
        unlessRefused(windowRefusal(of, stage!, now), restartReasonRefusal(request.reason));
        await moveWindow(t, held, windowRestarted(of, stage!, now, policy, calendarOf(policy)), {
          event: 'restart clock',
          reason: request.reason.trim(),
        });
        return callOff;
      },
      (id) => t.em.findOneOrFail(CallOff, id),
    ),
  );
}
