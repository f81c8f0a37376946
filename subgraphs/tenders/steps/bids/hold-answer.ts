import { sendUnread } from '../../../../kernel/database/unread.js';
import type { Transaction } from '../../../../kernel/database/work.js';
import { localDateOf } from '../../../../kernel/time/working-time.js';
import { isId } from '../../../../kernel/values/ids.js';
import { RefusedError } from '../../../../kernel/values/refusal.js';
import { type AnswerInForce, answerInForce } from '../../reads/bids/answer-in-force.js';
import { type AnswerFacts, NOT_INVITED } from '../../rules/bids/answer.js';
import { isWaiting } from '../../rules/call-offs/call-off-states.js';
import { actingRefusals } from '../../rules/invitations/acting.js';
import { stageAsks } from '../../rules/invitations/stage-asks.js';
import { stageOf } from '../../rules/routes/routes.js';

/** A provider's present answer to its last invitation, held still. */
export interface HeldAnswer extends AnswerInForce {
  readonly facts: AnswerFacts;
}

/**
 * Locks the caller's present answer to a call-off, and the call-off against changes of its own; refuses
 * `NOT_INVITED`.
 *
 * The call-off's lock is shared with other providers' bids, which do not concern each other, or held alone if an
 * answer may move the call-off on. The invitation's lock lets one answer of a provider follow the other. The rows and
 * the time are read once both are held. [WIN-01, ROUT-03]
 */
export async function holdAnswer(
  t: Transaction,
  callOffId: string,
  callOffLock: 'SHARED' | 'ALONE',
): Promise<HeldAnswer> {
  const { organisation } = t.caller;
  if (!isId(callOffId) || !isId(organisation)) throw new RefusedError([NOT_INVITED]);
  await sendUnread(
    t.em,
    `select from tenders.call_off where id = ? and exists (
       select from tenders.invitation
       where invitation.call_off_id = call_off.id and invitation.provider_id = ? and invitation.invited
     ) for ${callOffLock === 'SHARED' ? 'share' : 'update'}`,
    [callOffId, organisation],
  );
  await sendUnread(
    t.em,
    'select from tenders.invitation where call_off_id = ? and provider_id = ? and invited order by id for update',
    [callOffId, organisation],
  );
  const answer = await answerInForce(t.em, callOffId, organisation);
  if (!answer) throw new RefusedError([NOT_INVITED]);
  t.keepNow(answer.now);
  const { callOff, stage, bid, policy, known, now } = answer;
  const { route, kind, opensAt, closesAt, need } = stage;
  // Nobody was invited whom the register has not named.
  const { standing } = known!;
  return {
    ...answer,
    facts: {
      stage: { route, stage: kind, opensAt, closesAt },
      receivedAt: now,
      answer: bid.state,
      isDecided: isDecided(answer),
      barredBy: actingRefusals({
        ...stageAsks({ ...callOff, need }, stage, policy),
        standing,
        on: localDateOf(now),
      }),
    },
  };
}

/** Where late answers are chased: whether somebody has been chosen, or the stage is over. (WIN-13) */
function isDecided({ callOff, stage: { route, kind, endedAt } }: AnswerInForce): boolean {
  if (stageOf({ route, stage: kind }).late === 'REFUSED') return false;
  return endedAt !== null || !(isWaiting(callOff.state) || callOff.state === 'AWAITING_CHOICE');
}
