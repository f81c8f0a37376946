import type { EntityManager } from '../../../../kernel/database/orm.js';
import type { HomeStanding } from '../../../../schema/events/providers.js';
import type { Policy } from '../../../../schema/policy.js';
import type { Bid } from '../../entities/bids/bid.js';
import type { CallOff } from '../../entities/call-offs/call-off.js';
import type { Stage } from '../../entities/stages/stage.js';
import { contentOf } from '../../rules/bids/bid-content.js';
import { type Evaluation, evaluation } from '../../rules/evaluation/evaluation.js';
import { advertAsks, stageAsks } from '../../rules/invitations/stage-asks.js';
import { definitionOf } from '../../rules/routes/routes.js';
import { type KnownStanding, standingsOf } from '../invitations/standings.js';
import { homeOf, homesOfAnswers } from '../matching/homes.js';

/** What a bid is found to be, and what that rests on: null for a provider that was never heard of, or a home. */
export interface EvaluatedBid extends Evaluation {
  readonly upon: KnownStanding | null;
  /** The home; undefined for an answer that is of none. */
  readonly home: HomeStanding | null | undefined;
}

/** What each of these bids is found to be as things are now; nothing is kept. [ROUT-05, EVAL-01, EVAL-04] */
export async function evaluatedBids(
  em: EntityManager,
  {
    callOff,
    stage,
    policy,
  }: { readonly callOff: CallOff; readonly stage: Pick<Stage, 'kind' | 'terms' | 'people'>; readonly policy: Policy },
  bids: readonly Bid[],
  at: Date,
): Promise<ReadonlyMap<Bid, EvaluatedBid>> {
  const standings = await standingsOf(
    em,
    callOff.council,
    bids.map((bid) => bid.providerId),
  );
  const homes = await homesOfAnswers(em, callOff.council, bids);
  const asked = stageAsks(callOff, stage, policy);
  const { answer: form } = definitionOf(callOff.route!);
  return new Map(
    bids.map((bid) => {
      const upon = standings.get(bid.providerId) ?? null;
      const home = homeOf(bid, homes);
      const answered = { form, content: contentOf(bid), asks: advertAsks(stage) };
      return [bid, { ...evaluation(answered, upon, { ...asked, home }, at), upon, home }];
    }),
  );
}
