import type { EntityManager } from '../../../../kernel/database/orm.js';
import type { Policy } from '../../../../schema/policy.js';
import type { Bid } from '../../entities/bids/bid.js';
import type { CallOff } from '../../entities/call-offs/call-off.js';
import type { Stage } from '../../entities/stages/stage.js';
import { contentOf } from '../../rules/bids/bid-content.js';
import { type Evaluation, evaluation } from '../../rules/evaluation/evaluation.js';
import { definitionOf } from '../../rules/routes/routes.js';
import { type KnownStanding, standingsOf } from '../invitations/standings.js';

/** What a bid is found to be, and its provider's standing on which that rests; null if it was never heard of. */
export interface EvaluatedBid extends Evaluation {
  readonly upon: KnownStanding | null;
}

/** What each of these bids is found to be as things are now; nothing is kept. [ROUT-05, EVAL-01, EVAL-04] */
export async function evaluatedBids(
  em: EntityManager,
  {
    callOff,
    stage,
    policy,
  }: { readonly callOff: CallOff; readonly stage: Pick<Stage, 'kind'>; readonly policy: Policy },
  bids: readonly Bid[],
  at: Date,
): Promise<ReadonlyMap<Bid, EvaluatedBid>> {
  const standings = await standingsOf(
    em,
    callOff.council,
    bids.map((bid) => bid.providerId),
  );
  const asked = { need: callOff.need, stage: stage.kind, policy };
  const { answer: form } = definitionOf(callOff.route!);
  return new Map(
    bids.map((bid) => {
      const upon = standings.get(bid.providerId) ?? null;
      return [bid, { ...evaluation({ form, content: contentOf(bid) }, upon, asked, at), upon }];
    }),
  );
}
