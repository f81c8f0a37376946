import type { EntityManager } from '../../../../kernel/database/orm.js';
import type { Policy } from '../../../../schema/policy.js';
import { Bid } from '../../entities/bids/bid.js';
import type { CallOff } from '../../entities/call-offs/call-off.js';
import type { RankedBid } from '../../entities/evaluation/ranked-bid.js';
import type { Stage } from '../../entities/stages/stage.js';
import { IN_EVALUATION } from '../../rules/bids/bid-states.js';
import { isSuitable } from '../../rules/evaluation/suitability.js';
import { type EvaluatedBid, evaluatedBids } from './evaluated-bids.js';
import { type RankingFacts, rankBids } from './rank-bids.js';

/** The bids that a stage’s package could be offered to now. */
export interface Candidates {
  /** The suitable bids, first to be offered first. */
  readonly order: readonly RankedBid[];
  /** What the bids of an open stage are found to be; empty once the stage has been evaluated. */
  readonly evaluations: ReadonlyMap<Bid, EvaluatedBid>;
  /** The facts on which they are in that order. */
  readonly upon: RankingFacts;
}

/**
 * The bids that the package could be offered to now, with nothing kept.
 *
 * An open stage is judged as if it closed at this instant, an evaluated one by the results that were kept. [ROUT-05,
 * WIN-03, EVAL-01, EVAL-02, EVAL-04, EVAL-05]
 *
 * @param drawSeed the seed that the stage has, or would be given if it closed now
 */
export async function candidatesOf(
  em: EntityManager,
  held: { readonly callOff: CallOff; readonly stage: Stage; readonly policy: Policy },
  drawSeed: string,
  at: Date,
): Promise<Candidates> {
  const { callOff, stage, policy } = held;
  const open = callOff.state === 'OPEN';
  const states = open ? (['SUBMITTED'] as const) : IN_EVALUATION;
  const bids = await em.find(Bid, { stageId: stage.id, state: { $in: [...states] } }, { orderBy: { id: 'asc' } });
  const evaluations = open ? await evaluatedBids(em, held, bids, at) : new Map<Bid, EvaluatedBid>();
  const suitable = bids.filter((bid) => {
    const found = evaluations.get(bid);
    return found ? found.eligible && isSuitable(found.criteria) : isSuitable(bid.criteria);
  });
  const [ranking] = await rankBids(
    em,
    [{ callOff, stage: { kind: stage.kind, drawSeed }, bids: suitable, policy }],
    at,
  );
  return { order: ranking!.order, evaluations, upon: ranking!.upon };
}
