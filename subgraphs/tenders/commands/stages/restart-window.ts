import { inTransaction, type Work } from '../../../../kernel/database/work.js';
import { authorise } from '../../../../kernel/identity/caller.js';
import { inputLimitRefusals } from '../../../../kernel/values/input-limits.js';
import { type Outcome, type Refusal, unlessRefused } from '../../../../kernel/values/refusal.js';
import { transition } from '../../../../kernel/values/state-table.js';
import type { CallOff } from '../../entities/call-offs/call-off.js';
import { callOffStates } from '../../rules/call-offs/call-off-states.js';
import { stageWindow, windowRefusal } from '../../rules/stages/window.js';
import { holdCallOff } from '../../steps/hold-call-off.js';
import { moveWindow } from '../../steps/stages/move-window.js';
import { calendarOf } from '../../steps/stages/stage-deadlines.js';

const REASON_MISSING: Refusal = {
  rule: 'WIN-04',
  code: 'REASON_MISSING',
  message: 'Say why the clock begins anew, such as an invitation that did not arrive.',
  field: 'input.reason',
};

/**
 * A broker lets the clock of an open stage begin anew, for all its invitees or for none: now is its opening, and the
 * whole window is before everybody again. What was answered before stands. [WIN-04, NTF-02, SM-2]
 */
export async function restartWindow(
  work: Work,
  input: { readonly callOffId: string; readonly reason: string },
): Promise<Outcome<CallOff>> {
  authorise(work.caller, { scope: 'sourcing:write', roles: ['broker'] });
  return inTransaction(work, work.caller.organisation, async (t) => {
    const held = await holdCallOff(t, input.callOffId);
    const { callOff, stage, policy } = held;
    const next = transition(callOffStates, callOff.state, 'restart clock');
    unlessRefused('refusal' in next ? next.refusal : null);
    const now = await t.now();
    const of = { route: stage!.route, stage: stage!.kind };
    unlessRefused(
      inputLimitRefusals(input, 'input'),
      windowRefusal(of, stage!, now),
      input.reason.trim() ? null : REASON_MISSING,
    );
    await moveWindow(t, held, stageWindow(of, now, policy, calendarOf(policy)), {
      event: 'restart clock',
      reason: input.reason.trim(),
    });
    return callOff;
  });
}
