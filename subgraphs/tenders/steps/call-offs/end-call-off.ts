import type { Transaction } from '../../../../kernel/database/work.js';
import { cancelDeadlines } from '../../../../kernel/time/deadlines.js';
import type { PackageWithdrawn } from '../../../../schema/events/tenders.js';
import { inviteesOf } from '../../reads/stages/invitees.js';
import { subjectOf } from '../../rules/call-offs/call-off.js';
import { idsTold } from '../../rules/call-offs/together.js';
import { undoAward } from '../awards/undo-award.js';
import { tellDeclines } from '../invitations/tell-declined.js';
import type { HeldCallOff } from './hold-call-off.js';
import { moveCallOff } from './move-call-off.js';

/**
 * Withdraws a live call-off with its reason: its clocks end, an award of it no longer stands, and the invitees of its
 * last stage are told. Sealed bids stay sealed; declines made so far go to the register, which keeps every one.
 *
 * Others are told the code; what somebody wrote stays with the council. [SM-2, NTF-38, ROUT-12, IDG-23]
 */
export async function endCallOff(
  t: Transaction,
  held: HeldCallOff,
  { code, reason = code, replaced }: { readonly code: string; readonly reason?: string; readonly replaced?: boolean },
): Promise<void> {
  const { callOff, stage } = held;
  const now = await t.now();
  if (callOff.state === 'AWARDED') await undoAward(t, held, 'CALL_OFF_WITHDRAWN');
  if (stage) {
    if (!stage.endedAt) {
      await tellDeclines(t, held);
      stage.endedAt = now;
      // The instant of the withdrawal belongs to it: the last answer was taken before.
      stage.closesAt = new Date(now.getTime() - 1);
      callOff.closesAt = stage.closesAt;
    }
    stage.ending = 'WITHDRAWN';
  }
  callOff.endReason = reason;
  await moveCallOff(t, callOff, 'withdraw', { reason });
  await cancelDeadlines(t, subjectOf(callOff));
  await t.tell({
    type: 'PackageWithdrawn',
    subject: subjectOf(callOff),
    council: callOff.council,
    audience: { providers: stage ? await inviteesOf(t.em, stage.id) : [], roles: ['broker'] },
    data: {
      callOffId: callOff.id,
      ...idsTold(callOff),
      reason: code,
      replaced,
    } satisfies PackageWithdrawn['data'],
  });
}
