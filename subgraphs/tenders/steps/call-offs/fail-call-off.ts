import type { Transaction } from '../../../../kernel/database/work.js';
import type { CallOffFailed } from '../../../../schema/events/tenders.js';
import { subjectOf } from '../../rules/call-offs/call-off.js';
import { idsTold } from '../../rules/call-offs/together.js';
import type { FallBackReason } from '../../rules/stages/stages.js';
import { leaveStage } from '../stages/leave-stage.js';
import type { HeldCallOff } from './hold-call-off.js';
import { moveCallOff } from './move-call-off.js';

/** Fails a call-off after its last stage: nobody can take the package, and its brokers are told. [SM-2, ROUT-02] */
export async function failCallOff(t: Transaction, held: HeldCallOff, because: FallBackReason): Promise<void> {
  const { callOff } = held;
  await leaveStage(t, held, because);
  callOff.endReason = because;
  const event = callOff.state === 'OPEN' ? 'all invitees decline' : 'no suitable bid';
  await moveCallOff(t, callOff, event, { to: 'FAILED', reason: because });
  await t.tell({
    type: 'CallOffFailed',
    subject: subjectOf(callOff),
    council: callOff.council,
    audience: { roles: ['broker'] },
    data: { callOffId: callOff.id, ...idsTold(callOff) } satisfies CallOffFailed['data'],
  });
}
