import type { Transaction } from '../../../../kernel/database/work.js';
import { unlessRefused } from '../../../../kernel/values/refusal.js';
import { firstAnswerRefusal } from '../../rules/bids/answer.js';
import { type AwardRefusalReason, declineRefusal } from '../../rules/invitations/decline.js';
import type { HeldAnswer } from '../bids/hold-answer.js';
import { moveBid } from '../bids/move-bid.js';
import { tellDecided } from '../matching/tell-decided.js';
import { followAnswer } from '../stages/collect-offers.js';

/**
 * Takes a no, with its coded reason, and the step that follows: once all invitees have said no and nobody has bid, the next
 * stage opens, or homes are matched again. [ROUT-06, ROUT-08, ROUT-12, ROUT-13, ROUT-33]
 */
export async function decline(t: Transaction, answer: HeldAnswer, reason: AwardRefusalReason | null): Promise<void> {
  const { callOff, stage, bid, policy, now, facts } = answer;
  unlessRefused(firstAnswerRefusal(facts) ?? declineRefusal(stage.route, reason));
  bid.declineReason = reason;
  bid.receivedAt = now;
  await moveBid(t, callOff, bid, 'decline', { reason: reason ?? undefined });
  // What a home decides its council is told at once: nobody else is asked beside it.
  if (bid.proposal) await tellDecided(t, answer, 'UNSUITABLE');
  await followAnswer(t, { callOff, stage, policy });
}
