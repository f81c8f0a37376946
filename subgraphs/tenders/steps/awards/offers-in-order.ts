import type { Transaction } from '../../../../kernel/database/work.js';
import type { RankedBid } from '../../entities/evaluation/ranked-bid.js';
import { topRanked } from '../../rules/evaluation/qaf-order.js';
import { definitionOf } from '../../rules/routes/routes.js';
import type { HeldCallOff } from '../call-offs/hold-call-off.js';
import { rankStage } from '../evaluation/rank-stage.js';

/** The offers of a stage in their order as things are now, and those of them among which the person chooses. */
export interface OffersInOrder {
  readonly order: readonly RankedBid[];
  /** The top ranked, or all of them. */
  readonly shown: readonly RankedBid[];
}

/** Puts the offers that may be chosen in order, and says which of them the person is shown. [ROUT-25, ROUT-28, CHOI-01] */
export async function offersInOrder(t: Transaction, held: HeldCallOff): Promise<OffersInOrder> {
  const { callOff, policy } = held;
  const { order } = await rankStage(t, held);
  const most = definitionOf(callOff.route!).choice?.shown?.(policy);
  return { order, shown: most === undefined ? order : topRanked(order, most) };
}
