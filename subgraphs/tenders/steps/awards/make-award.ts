import type { Transaction } from '../../../../kernel/database/work.js';
import type { Award } from '../../entities/awards/award.js';
import { Bid } from '../../entities/bids/bid.js';
import { IN_EVALUATION } from '../../rules/bids/bid-states.js';
import { moveBid } from '../bids/move-bid.js';
import type { HeldCallOff } from '../call-offs/hold-call-off.js';
import { moveCallOff } from '../call-offs/move-call-off.js';
import { settleStageDeadlines } from '../stages/stage-deadlines.js';
import { type AwardBasis, keepAward } from './keep-award.js';
import { tellAward } from './tell-award.js';
import { tellOutcome } from './tell-outcome.js';

/**
 * Awards a call-off to a bid: the other bids of the stage end, and everybody is told of their own. [AWRD-01, AWRD-07,
 * SM-2, SM-3]
 */
export async function makeAward(t: Transaction, held: HeldCallOff, bid: Bid, upon: AwardBasis): Promise<Award> {
  const { callOff } = held;
  const stage = held.stage!;
  const early = callOff.state === 'OPEN';
  const passesOver = upon.order[0]?.bidId !== bid.id;
  // What somebody has chosen is being awarded already.
  if (callOff.state !== 'AWARDING') {
    await moveCallOff(t, callOff, early ? 'award early' : 'offer', { reason: upon.emergencyReason ?? undefined });
  }
  await moveBid(t, callOff, bid, 'select', { reason: passesOver ? upon.exception?.reason : undefined });
  await moveBid(t, callOff, bid, 'accept');
  bid.checks = upon.checks;
  await moveCallOff(t, callOff, 'confirm award');
  const award = await keepAward(t, held, bid, upon);
  for (const beaten of await t.em.find(Bid, {
    stageId: stage.id,
    state: { $in: [...IN_EVALUATION] },
    id: { $ne: bid.id },
  })) {
    await moveBid(t, callOff, beaten, 'not selected');
    await tellOutcome(t, callOff, stage, beaten);
  }
  await tellOutcome(t, callOff, stage, bid);
  await settleStageDeadlines(t, callOff);
  await tellAward(t, held, award, bid);
  return award;
}
