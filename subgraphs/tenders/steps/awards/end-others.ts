import type { Transaction } from '../../../../kernel/database/work.js';
import { Bid } from '../../entities/bids/bid.js';
import { moveBid } from '../bids/move-bid.js';
import type { HeldCallOff } from '../call-offs/hold-call-off.js';
import { settleStageDeadlines } from '../stages/stage-deadlines.js';
import { tellOutcome } from './tell-outcome.js';

/**
 * Ends every bid of a stage that could have been chosen, because none of them was: each bidder is told of its own, and of
 * nobody's choice. [AWRD-07, CHOI-04, CHOI-05, NTF-07, IDG-23]
 */
export async function endOthers(t: Transaction, { callOff, stage }: HeldCallOff): Promise<void> {
  await t.em.flush();
  for (const bid of await t.em.find(Bid, { stageId: stage!.id, state: 'UNDER_EVALUATION' })) {
    await moveBid(t, callOff, bid, 'not selected');
    await tellOutcome(t, callOff, stage!, bid);
  }
  await settleStageDeadlines(t, callOff);
}
