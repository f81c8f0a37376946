import { Field, ID, ObjectType } from 'type-graphql';
import { policyInForce } from '../../../../kernel/database/policy-in-force.js';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import type { Policy } from '../../../../schema/policy.js';
import type { Bid } from '../../entities/bids/bid.js';
import type { CallOff } from '../../entities/call-offs/call-off.js';
import { RankedBid } from '../../entities/evaluation/ranked-bid.js';
import { EligibilityCheck } from '../../entities/invitations/eligibility-check.js';
import type { Stage } from '../../entities/stages/stage.js';
import { type Ranking, rankBids } from '../../reads/evaluation/rank-bids.js';
import { isInEvaluation } from '../../rules/bids/bid-states.js';
import type { CallOffState } from '../../rules/call-offs/call-off-states.js';
import { isSuitable } from '../../rules/evaluation/suitability.js';
import { answersOf } from '../bids/answers.js';
import { stagesOf } from '../stages/stages.js';

@ObjectType({ description: 'A framework bid that the ranking left out, and why (EVAL-05).' })
export class UnrankedBid {
  @Field(() => ID, { description: 'Id of the bid.' })
  bidId!: string;

  @Field(() => [EligibilityCheck], { description: 'The checks that decided it.' })
  checks!: readonly EligibilityCheck[];
}

@ObjectType({ description: 'In which order the suitable bids should be offered the package, and why (ROUT-05).' })
export class Suggestion {
  @Field(() => [RankedBid], { description: 'The bids in order: the first is offered the package first.' })
  order!: readonly RankedBid[];

  @Field(() => [UnrankedBid], { description: 'Framework bids that have no place.' })
  notRanked!: readonly UnrankedBid[];
}

/** While bids are evaluated, and while one of them is chosen. */
const IN_ORDER: readonly CallOffState[] = [
  'EVALUATING',
  'NEEDS_CHECK',
  'MEET_AND_GREET',
  'AWAITING_CHOICE',
  'AWARDING',
];

/** The order in which an evaluated call-off's bids should be offered the package, as things are now; else null. */
export async function suggestionFor(context: RequestContext, callOff: CallOff): Promise<Ranking | null> {
  if (!IN_ORDER.includes(callOff.state) || !callOff.stageId) return null;
  const loader = context.loader<CallOff, Ranking>('suggestion', async (callOffs) => {
    const policies = new Map<string, Policy>();
    for (const { council, policyVersion } of callOffs) {
      if (policies.has(policyVersion)) continue;
      policies.set(policyVersion, (await policyInForce(context.em, council, { version: policyVersion })).policy);
    }
    const stages = await Promise.all(
      callOffs.map(async (each) => {
        const stage = (await stagesOf(context, each.id)).find(({ id }) => id === each.stageId) as Stage;
        const bids = (await answersOf(context, each.id)).filter(isCandidate(stage));
        return { callOff: each, stage, bids, policy: policies.get(each.policyVersion)! };
      }),
    );
    return rankBids(context.em, stages, await context.now());
  });
  return loader.load(callOff);
}

function isCandidate(stage: Stage) {
  return (bid: Bid) => bid.stageId === stage.id && isInEvaluation(bid.state) && isSuitable(bid.criteria);
}
