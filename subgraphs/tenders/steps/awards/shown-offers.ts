import type { Transaction } from '../../../../kernel/database/work.js';
import type { RankedBid } from '../../entities/evaluation/ranked-bid.js';
import { topRanked } from '../../rules/evaluation/qaf-order.js';
import { definitionOf } from '../../rules/routes/routes.js';
import type { HeldCallOff } from '../call-offs/hold-call-off.js';
import { rankStage } from '../evaluation/rank-stage.js';

/** The offers among which the person chooses, as things are now: the top ranked, or all of them. [ROUT-25, ROUT-28, CHOI-01] */
export async function shownOffers(t: Transaction, held: HeldCallOff): Promise<readonly RankedBid[]> {
  const { callOff, policy } = held;
  const { order } = await rankStage(t, held);
  const most = definitionOf(callOff.route!).choice?.shown?.(policy);
  return most === undefined ? order : topRanked(order, most);
}
