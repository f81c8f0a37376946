import { inTransaction, type Work } from '../../../../kernel/database/work.js';
import { authorise } from '../../../../kernel/identity/caller.js';
import { inputLimitRefusals } from '../../../../kernel/values/input-limits.js';
import { type Outcome, type Refusal, unlessRefused } from '../../../../kernel/values/refusal.js';
import { transition } from '../../../../kernel/values/state-table.js';
import type { CallOff } from '../../entities/call-offs/call-off.js';
import { callOffStates } from '../../rules/call-offs/call-off-states.js';
import { endCallOff } from '../../steps/call-offs/end-call-off.js';
import { holdCallOff, holdCallOffOfPackage } from '../../steps/hold-call-off.js';

const REASON_MISSING: Refusal = {
  rule: 'SM-2',
  code: 'REASON_MISSING',
  message: 'Say why the call-off is withdrawn.',
  field: 'input.reason',
};

/** A broker withdraws a call-off, in any state but an ended one, with a reason. [SM-2, NTF-38] */
export async function withdrawCallOff(
  work: Work,
  input: { readonly callOffId: string; readonly reason: string },
): Promise<Outcome<CallOff>> {
  authorise(work.caller, { scope: 'sourcing:write', roles: ['broker'] });
  return inTransaction(work, work.caller.organisation, async (t) => {
    const held = await holdCallOff(t, input.callOffId);
    const next = transition(callOffStates, held.callOff.state, 'withdraw');
    unlessRefused(
      inputLimitRefusals(input, 'input'),
      'refusal' in next ? next.refusal : null,
      input.reason.trim() ? null : REASON_MISSING,
    );
    await endCallOff(t, held, { code: 'WITHDRAWN_BY_COUNCIL', reason: input.reason.trim() });
    return held.callOff;
  });
}

/** The package no longer needs a provider: its call-off is withdrawn, if it has one that lives. [SM-1, SM-2, NTF-38] */
export async function withdrawForPackage(
  work: Work,
  cancelled: { readonly council: string; readonly packageId: string; readonly reason: string },
): Promise<Outcome<void>> {
  return inTransaction(work, cancelled.council, async (t) => {
    const held = await holdCallOffOfPackage(t, cancelled.packageId);
    if (held) await endCallOff(t, held, { code: 'PACKAGE_CANCELLED', reason: cancelled.reason });
  });
}
