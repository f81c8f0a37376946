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
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { RefusalType } from '../../../../kernel/graphql/payload.js';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import { DateTimeScalar } from '../../../../kernel/graphql/scalars.js';
import type { Role } from '../../../../kernel/identity/caller.js';
import type { WorkerRole } from '../../../../schema/events/monitoring.js';
import { reportFirstCall } from '../../commands/visits/report-first-call.js';
import { FIRST_CALL_READERS } from '../../entities/readers.js';
import { FirstCall } from '../../entities/visits/first-call.js';
import { WorkerRoleWord } from '../../entities/words.js';
import { Placement, Provider } from '../foreign.js';
import { mayReadCare } from '../reading.js';

@InputType({ description: 'That the first call of a placement was made.' })
class ReportFirstCallInput {
  @Field(() => ID, { description: 'The placement.' })
  placementId!: string;

  @Field(() => DateTimeScalar, { description: 'When the worker arrived.' })
  madeAt!: Date;

  @Field(() => WorkerRoleWord, {
    description: 'Role of the worker; a field supervisor should make the first call (ROUT-11).',
  })
  workerRole!: WorkerRole;

  @Field(() => Boolean, {
    description: 'Whether the person was told the next carer’s name and the time of the next call.',
  })
  nextCarerAdvised!: boolean;

  @Field(() => String, { description: 'The same key again answers the same; 8 to 200 characters.' })
  idempotencyKey!: string;
}

@ObjectType({ description: 'What came of reporting a first call.' })
class ReportFirstCallPayload {
  @Field(() => FirstCall, { nullable: true, description: 'The call as kept; null when refused.' })
  firstCall!: FirstCall | null;

  @Field(() => [RefusalType], { description: 'Why it was not kept; empty when it was.' })
  refusals!: readonly RefusalType[];
}

@Resolver(() => FirstCall)
export class FirstCalls {
  @Authorized<Role>('provider-user', 'rostering', 'call-monitoring')
  @Mutation(() => ReportFirstCallPayload, {
    nullable: true,
    description: 'Reports that the first call of a placement was made; the placement starts by it (ROUT-11).',
  })
  async reportFirstCall(
    @Ctx() context: RequestContext,
    @Arg('input', () => ReportFirstCallInput, { description: 'The call.' }) input: ReportFirstCallInput,
  ): Promise<ReportFirstCallPayload> {
    const { placementId, madeAt, workerRole, nextCarerAdvised, idempotencyKey } = input;
    const outcome = await reportFirstCall(context.work, {
      placementId,
      madeAt,
      workerRole,
      nextCarerAdvised,
      idempotencyKey,
    });
    return { firstCall: outcome.result, refusals: outcome.refusals };
  }

  @Authorized<Role>(...FIRST_CALL_READERS)
  @Query(() => FirstCall, { nullable: true, description: 'The first call of a placement, once it was made.' })
  firstCall(
    @Ctx() context: RequestContext,
    @Arg('placement', () => ID, { description: 'The placement.' }) placement: string,
  ): Promise<FirstCall | null> {
    mayReadCare(context);
    return context.em.findOne(FirstCall, { placementId: placement });
  }

  @FieldResolver(() => Placement, { nullable: true, description: 'The placement it began.' })
  placement(@Root() call: FirstCall): Placement {
    return Object.assign(new Placement(), { id: call.placementId });
  }

  @FieldResolver(() => Provider, { nullable: true, description: 'Whose worker made it.' })
  provider(@Root() call: FirstCall): Provider {
    return Object.assign(new Provider(), { id: call.providerId });
  }
}
