import {
  Arg,
  Authorized,
  Ctx,
  Field,
  FieldResolver,
  ID,
  InputType,
  Mutation,
  ObjectType,
  Resolver,
  Root,
} from 'type-graphql';
import { Needs } from '../../../../kernel/graphql/needs.js';
import { ActInput, Payload } from '../../../../kernel/graphql/payload.js';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import { LocalDateScalar } from '../../../../kernel/graphql/scalars.js';
import type { Role } from '../../../../kernel/identity/caller.js';
import {
  allowed as mayRecord,
  type RecordImprovementPlan,
  recordImprovementPlan,
} from '../../commands/cqc/record-improvement-plan.js';
import {
  allowed as mayShare,
  type ShareImprovementPlan,
  shareImprovementPlan,
} from '../../commands/cqc/share-improvement-plan.js';
import { ImprovementPlan } from '../../entities/cqc/improvement-plan.js';
import { RatedItemWord } from '../../entities/cqc/words.js';
import { EVERYBODY } from '../../entities/readers.js';
import { Provider } from '../../entities/register/provider.js';
import type { RatedItem } from '../../rules/cqc/ratings.js';
import { newestFirst, ofProvider } from '../own-rows.js';

@InputType({ description: 'An improvement plan as drafted (PROV-05).' })
export class RecordImprovementPlanInput extends ActInput implements RecordImprovementPlan {
  @Field(() => ID, { description: 'Key of the council.' })
  council!: string;

  @Field(() => ID, { description: 'Id of the provider.' })
  providerId!: string;

  @Field(() => [RatedItemWord], { description: 'The ratings that it is to bring back to Good.' })
  items!: RatedItem[];

  @Field(() => LocalDateScalar, { description: 'Its last day.' })
  endsOn!: string;
}

@InputType({ description: 'An improvement plan that the Quality Assurance Team was given (PROV-05).' })
export class ShareImprovementPlanInput extends ActInput implements ShareImprovementPlan {
  @Field(() => ID, { description: 'Id of the plan.' })
  planId!: string;
}

@ObjectType({ description: 'An improvement plan, or why nothing was changed.' })
class ImprovementPlanPayload extends Payload {
  @Field(() => ImprovementPlan, { nullable: true, description: 'The plan.' })
  plan!: ImprovementPlan | null;
}

@Resolver(() => Provider)
export class PlansOfProvider {
  @Authorized<Role>(...EVERYBODY)
  @Needs<Provider>('id')
  @FieldResolver(() => [ImprovementPlan], { description: 'Its improvement plans, newest first (PROV-05).' })
  async improvementPlans(@Root() provider: Provider, @Ctx() context: RequestContext): Promise<ImprovementPlan[]> {
    return newestFirst(await ofProvider(context, ImprovementPlan, provider.id), ({ shareBy }) => shareBy);
  }
}

@Resolver()
export class ImprovementPlans {
  @Authorized<Role>(...mayRecord.roles)
  @Mutation(() => ImprovementPlanPayload, { description: 'Writes down an improvement plan as drafted (PROV-05).' })
  async recordImprovementPlan(
    @Arg('input', () => RecordImprovementPlanInput, { description: 'The draft.' }) input: RecordImprovementPlanInput,
    @Ctx() { work }: RequestContext,
  ): Promise<ImprovementPlanPayload> {
    const { result: plan, refusals } = await recordImprovementPlan(work, input);
    return { plan, refusals };
  }

  @Authorized<Role>(...mayShare.roles)
  @Mutation(() => ImprovementPlanPayload, {
    description: 'Keeps that the Quality Assurance Team was given the plan, which is active from now on (PROV-05).',
  })
  async shareImprovementPlan(
    @Arg('input', () => ShareImprovementPlanInput, { description: 'Which plan.' }) input: ShareImprovementPlanInput,
    @Ctx() { work }: RequestContext,
  ): Promise<ImprovementPlanPayload> {
    const { result: plan, refusals } = await shareImprovementPlan(work, input);
    return { plan, refusals };
  }
}
