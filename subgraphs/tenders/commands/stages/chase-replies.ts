import type { Transaction } from '../../../../kernel/database/work.js';
import type { CallOffReplyOverdue } from '../../../../schema/events/tenders.js';
import { Bid } from '../../entities/bids/bid.js';
import { unansweredOf } from '../../reads/stages/invitees.js';
import { subjectOf } from '../../rules/call-offs/call-off.js';
import { isWaiting } from '../../rules/call-offs/call-off-states.js';
import { holdCallOff } from '../../steps/call-offs/hold-call-off.js';
import { collectOffers } from '../../steps/stages/collect-offers.js';
import { chaseAgain } from '../../steps/stages/stage-deadlines.js';

/**
 * The reply time of a stage has passed: the offers made so far are put to whoever chooses, and who has not answered is
 * chased. As long as nobody can be chosen, the reply time begins again. [WIN-13, ROUT-27, NTF-10]
 */
export async function chaseReplies(
  t: Transaction,
  { callOffId, stageId, dueAt }: { readonly callOffId: string; readonly stageId: string; readonly dueAt: Date },
): Promise<'MET' | 'MISSED'> {
  const held = await holdCallOff(t, callOffId);
  const { callOff, stage } = held;
  if (!isWaiting(callOff.state) || stage?.id !== stageId || (await t.now()) <= stage.closesAt) return 'MET';
  const providers = await unansweredOf(t.em, stageId);
  if ((await t.em.count(Bid, { stageId, state: 'SUBMITTED' })) > 0) await collectOffers(t, held);
  else await chaseAgain(t, held, dueAt);
  if (providers.length === 0) return 'MET';
  await t.tell({
    type: 'CallOffReplyOverdue',
    subject: subjectOf(callOff),
    council: callOff.council,
    audience: { providers, roles: ['broker'] },
    data: {
      callOffId: callOff.id,
      packageId: callOff.packageId,
      stage: stage.kind,
      closesAt: stage.closesAt.toISOString(),
    } satisfies CallOffReplyOverdue['data'],
  });
  return 'MISSED';
}
