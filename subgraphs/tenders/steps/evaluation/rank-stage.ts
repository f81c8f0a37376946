import type { Transaction } from '../../../../kernel/database/work.js';
import { Bid } from '../../entities/bids/bid.js';
import { type Ranking, rankBids } from '../../reads/evaluation/rank-bids.js';
import { IN_EVALUATION } from '../../rules/bids/bid-states.js';
import { isSuitable } from '../../rules/evaluation/suitability.js';
import type { HeldCallOff } from '../call-offs/hold-call-off.js';

/** Puts the suitable bids of an evaluated stage in order as things are now. [EVAL-02, EVAL-05] */
export async function rankStage(t: Transaction, { callOff, stage, policy }: HeldCallOff): Promise<Ranking> {
  await t.em.flush();
  const evaluated = await t.em.find(
    Bid,
    { stageId: stage!.id, state: { $in: [...IN_EVALUATION] } },
    { orderBy: { id: 'asc' } },
  );
  const bids = evaluated.filter((bid) => isSuitable(bid.criteria));
  const [ranking] = await rankBids(t.em, [{ callOff, stage: stage!, bids, policy }], await t.now());
  return ranking!;
}
