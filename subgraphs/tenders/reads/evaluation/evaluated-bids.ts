import type { EntityManager } from '../../../../kernel/database/orm.js';
import type { Policy } from '../../../../schema/policy.js';
import type { Bid } from '../../entities/bids/bid.js';
import type { CallOff } from '../../entities/call-offs/call-off.js';
import type { Stage } from '../../entities/stages/stage.js';
import { contentOf } from '../../rules/bids/bid-content.js';
import { type Evaluation, evaluation } from '../../rules/evaluation/evaluation.js';
import { definitionOf } from '../../rules/routes/routes.js';
import { standingsOf } from '../invitations/standings.js';

/** What each of these bids is found to be as things are now; nothing is kept. [ROUT-05, EVAL-01, EVAL-04] */
export async function evaluatedBids(
  em: EntityManager,
  {
    callOff,
    stage,
    policy,
  }: { readonly callOff: CallOff; readonly stage: Pick<Stage, 'kind' | 'terms'>; readonly policy: Policy },
  bids: readonly Bid[],
  at: Date,
): Promise<ReadonlyMap<Bid, Evaluation>> {
  const standings = await standingsOf(
    em,
    callOff.council,
    bids.map((bid) => bid.providerId),
  );
  const { kind, terms } = stage;
  const asked = { need: callOff.need, stage: kind, policy, lot: terms?.lot };
  const { answer: form } = definitionOf(callOff.route!);
  return new Map(
    bids.map((bid) => [
      bid,
      evaluation(
        { form, content: contentOf(bid), questions: terms?.questions },
        standings.get(bid.providerId) ?? null,
        asked,
        at,
      ),
    ]),
  );
}
