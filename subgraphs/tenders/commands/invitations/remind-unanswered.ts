import type { Transaction } from '../../../../kernel/database/work.js';
import type { CallOffClosingSoon } from '../../../../schema/events/tenders.js';
import { unansweredOf } from '../../reads/stages/invitees.js';
import { subjectOf } from '../../rules/call-offs/call-off.js';
import { holdCallOff } from '../../steps/call-offs/hold-call-off.js';

/** Reminds those who have not answered an open stage, and nobody else, that it closes. [NTF-03, WIN-05] */
export async function remindUnanswered(
  t: Transaction,
  { callOffId, stageId }: { readonly callOffId: string; readonly stageId: string },
  type: 'CallOffClosingSoon' | 'D2aTargetReached',
): Promise<void> {
  const { callOff, stage } = await holdCallOff(t, callOffId);
  if (callOff.state !== 'OPEN' || stage?.id !== stageId) return;
  const providers = await unansweredOf(t.em, stageId);
  if (providers.length === 0) return;
  await t.tell({
    type,
    subject: subjectOf(callOff),
    council: callOff.council,
    audience: { providers },
    data: {
      callOffId: callOff.id,
      packageId: callOff.packageId,
      stage: stage.kind,
      closesAt: stage.closesAt.toISOString(),
    } satisfies CallOffClosingSoon['data'],
  });
}
