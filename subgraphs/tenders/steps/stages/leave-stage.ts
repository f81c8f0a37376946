import type { Transaction } from '../../../../kernel/database/work.js';
import { Bid } from '../../entities/bids/bid.js';
import { IN_EVALUATION } from '../../rules/bids/bid-states.js';
import type { FallBackReason } from '../../rules/stages/stages.js';
import { tellOutcome } from '../awards/tell-outcome.js';
import { moveBid } from '../bids/move-bid.js';
import type { HeldCallOff } from '../call-offs/hold-call-off.js';
import { tellDeclines } from '../invitations/tell-declined.js';
import { settleStageDeadlines } from './stage-deadlines.js';

/**
 * Leaves a stage in which nobody can be offered the package: it ends, if it had not, its bidders are told, and its clocks
 * stop. [ROUT-06, ROUT-08, AWRD-07, WIN-02]
 */
export async function leaveStage(t: Transaction, held: HeldCallOff, because: FallBackReason): Promise<void> {
  const { callOff } = held;
  const stage = held.stage!;
  if (!stage.endedAt) {
    stage.endedAt = await t.now();
    stage.ending = because === 'NOBODY_ELIGIBLE' || because === 'ALL_DECLINED' ? because : 'EXPIRED';
    await tellDeclines(t, held);
    await t.em.nativeUpdate(Bid, { stageId: stage.id }, { sealed: false });
  }
  for (const bid of await t.em.find(Bid, { stageId: stage.id, state: { $in: [...IN_EVALUATION] } })) {
    await moveBid(t, callOff, bid, 'not selected', { reason: because });
    await tellOutcome(t, callOff, stage, bid);
  }
  await settleStageDeadlines(t, callOff);
}
