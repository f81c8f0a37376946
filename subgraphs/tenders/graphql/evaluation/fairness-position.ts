import { Authorized, Ctx, Field, FieldResolver, Int, ObjectType, Resolver, Root } from 'type-graphql';
import { policyVersions } from '../../../../kernel/database/policy-in-force.js';
import { Needs } from '../../../../kernel/graphql/needs.js';
import { Reads } from '../../../../kernel/graphql/read-scopes.js';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import { DateTimeScalar } from '../../../../kernel/graphql/scalars.js';
import type { Role } from '../../../../kernel/identity/caller.js';
import { CallOff } from '../../entities/call-offs/call-off.js';
import { EVALUATORS } from '../../entities/readers.js';
import { roundsAsked, roundsOf } from '../../reads/evaluation/rank-bids.js';
import { SOURCING_STATES } from '../../rules/call-offs/call-off-states.js';
import { fairShareOrder } from '../../rules/evaluation/fair-share.js';
import { SHARED_STAGES } from '../../rules/evaluation/fairness-line.js';
import { Provider, provider } from '../references.js';

@ObjectType({
  description:
    'What one invited provider has had of the patch, by which its bid would be placed, if it makes one (EVAL-02).',
})
@Reads('offers:read')
export class FairnessPosition {
  @Field(() => Int, { description: 'How many rounds of the period it was eligible in.' })
  eligibleRounds!: number;

  @Field(() => Int, { description: 'How many packages of those rounds it won.' })
  packagesWon!: number;

  @Field(() => Int, { description: 'Worker-minutes a week that those rounds awarded in all.' })
  eligibleWeeklyMinutes!: number;

  @Field(() => Int, { description: 'Worker-minutes a week that it won in them.' })
  weeklyMinutesWon!: number;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Its last award in the patch.' })
  lastAwardAt!: Date | null;

  providerId!: string;
}

@Resolver(() => FairnessPosition)
export class FairnessPositions {
  @FieldResolver(() => Provider, { nullable: true, description: 'The provider.' })
  provider(@Root() { providerId }: FairnessPosition): Provider {
    return provider(providerId);
  }
}

@Resolver(() => CallOff)
export class FairnessOfCallOffs {
  @Needs<CallOff>('id', 'council', 'patch', 'state', 'stage', 'stageId', 'policyVersion')
  @Authorized<Role>(...EVALUATORS)
  @FieldResolver(() => [FairnessPosition], {
    nullable: true,
    description:
      'The fairness position of everybody whom the present stage asks, as things are now, who has had the least first; null where packages are not shared out, or none is sought any more. It tells of past awards and of no bid (EVAL-02, SHOW-01).',
  })
  async fairness(@Root() callOff: CallOff, @Ctx() context: RequestContext): Promise<FairnessPosition[] | null> {
    const { stage, stageId, state } = callOff;
    const isShared = stageId !== null && SHARED_STAGES.some((kind) => kind === stage);
    if (!isShared || !SOURCING_STATES.some((each) => each === state)) return null;
    return context
      .loader<CallOff, FairnessPosition[]>('fairness', (callOffs) => positionsOf(context, callOffs))
      .load(callOff);
  }
}

async function positionsOf(context: RequestContext, callOffs: readonly CallOff[]): Promise<FairnessPosition[][]> {
  const { em } = context;
  const at = await context.now();
  const { organisation: council } = context.caller;
  const policies = await policyVersions(em, council, [...new Set(callOffs.map(({ policyVersion }) => policyVersion))]);
  const invited = (await em.execute(
    `select id, stage_id as "stageId", provider_id as "providerId" from tenders.invitation
     where stage_id = any(?::uuid[]) and invited`,
    [`{${callOffs.map(({ stageId }) => stageId).join(',')}}`],
  )) as Array<{ id: string; stageId: string; providerId: string }>;
  const asked = callOffs.map((each) => roundsAsked(each, policies.get(each.policyVersion)!.policy, at));
  const rounds = await roundsOf(em, asked);
  return callOffs.map((callOff, nth) => {
    const members = invited.filter(({ stageId }) => stageId === callOff.stageId);
    const bidders = members.map(({ id, providerId }) => ({ bidId: id, providerId }));
    // No seed yet: who ties with another stands beside it in no order that means anything.
    const history = { rounds: rounds(asked[nth]!), at, drawSeed: '' };
    const order = fairShareOrder(bidders, history, policies.get(callOff.policyVersion)!.policy.fair);
    return order.map(
      ({ providerId, eligibleRounds, packagesWon, eligibleWeeklyMinutes, weeklyMinutesWon, lastAwardAt }) =>
        Object.assign(new FairnessPosition(), {
          ...{ providerId, eligibleRounds, packagesWon, eligibleWeeklyMinutes, weeklyMinutesWon, lastAwardAt },
        }),
    );
  });
}
