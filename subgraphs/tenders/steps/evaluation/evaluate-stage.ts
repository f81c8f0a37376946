import type { Transaction } from '../../../../kernel/database/work.js';
import { Bid } from '../../entities/bids/bid.js';
import { evaluatedBids } from '../../reads/evaluation/evaluated-bids.js';
import type { Ranking } from '../../reads/evaluation/rank-bids.js';
import { IN_EVALUATION } from '../../rules/bids/bid-states.js';
import type { HeldCallOff } from '../call-offs/hold-call-off.js';
import { keepEvaluations } from './keep-evaluations.js';
import { rankStage } from './rank-stage.js';

/**
 * Makes every check of the bids under evaluation: those no longer eligible end here, the others are measured by the
 * criteria with which the call-off was published, and the suitable ones are put in order. [ROUT-05, EVAL-01, EVAL-02,
 * EVAL-04, EVAL-05]
 */
export async function evaluateStage(t: Transaction, held: HeldCallOff): Promise<Ranking> {
  const { callOff, policy } = held;
  const stage = held.stage!;
  await t.em.flush();
  const bids = await t.em.find(
    Bid,
    { stageId: stage.id, state: { $in: [...IN_EVALUATION] } },
    { orderBy: { id: 'asc' } },
  );
  await keepEvaluations(t, held, await evaluatedBids(t.em, { callOff, stage, policy }, bids, await t.now()));
  return rankStage(t, held);
}
