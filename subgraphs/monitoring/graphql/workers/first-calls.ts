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
import { ActInput, Payload } from '../../../../kernel/graphql/payload.js';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import { DateTimeScalar } from '../../../../kernel/graphql/scalars.js';
import type { Role } from '../../../../kernel/identity/caller.js';
import { isId } from '../../../../kernel/values/ids.js';
import type { WorkerRole } from '../../../../schema/events/monitoring.js';
import { allowed as mayReport, reportFirstCall } from '../../commands/workers/report-first-call.js';
import { FIRST_CALL_READERS } from '../../entities/readers.js';
import { WorkerRoleWord } from '../../entities/visits/words.js';
import { FirstCall } from '../../entities/workers/first-call.js';
import { asOneself } from '../reading.js';
import { Placement, Provider } from '../references.js';

@InputType({ description: 'A report that the first call of a placement was made.' })
class ReportFirstCallInput extends ActInput {
  @Field(() => ID, { description: 'Id of the placement; its reference is not taken.' })
  placementId!: string;

  @Field(() => DateTimeScalar, { description: 'When the worker arrived.' })
  madeAt!: Date;

  @Field(() => WorkerRoleWord, {
    description: 'Role of the worker: a field supervisor should make the first call (ROUT-11).',
  })
  workerRole!: WorkerRole;

  @Field(() => Boolean, {
    description: 'Whether the person was told the next carer’s name and the time of the next call.',
  })
  nextCarerAdvised!: boolean;
}

@ObjectType({ description: 'What came of reporting a first call.' })
class ReportFirstCallPayload extends Payload {
  @Field(() => FirstCall, { nullable: true, description: 'The call as kept; null if the report was refused.' })
  firstCall!: FirstCall | null;
}

@Resolver(() => FirstCall)
export class FirstCalls {
  @Authorized<Role>(...mayReport.roles)
  @Mutation(() => ReportFirstCallPayload, {
    description: 'Reports that the first call of a placement was made; this starts the placement (ROUT-11).',
  })
  async reportFirstCall(
    @Ctx() { work }: RequestContext,
    @Arg('input', () => ReportFirstCallInput, { description: 'The call.' }) input: ReportFirstCallInput,
  ): Promise<ReportFirstCallPayload> {
    const { placementId, madeAt, workerRole, nextCarerAdvised, idempotencyKey } = input;
    const outcome = await reportFirstCall(work, {
      placementId,
      madeAt,
      workerRole,
      nextCarerAdvised,
      idempotencyKey,
    });
    return { firstCall: outcome.result, refusals: outcome.refusals };
  }

  @Authorized<Role>(...FIRST_CALL_READERS)
  @Query(() => FirstCall, { nullable: true, description: 'The first call of a placement; null until it was made.' })
  async firstCall(
    @Ctx() context: RequestContext,
    @Arg('placement', () => ID, { description: 'Id of the placement; its reference is not taken.' }) placement: string,
  ): Promise<FirstCall | null> {
    asOneself(context);
    return isId(placement) ? context.em.findOne(FirstCall, { placementId: placement }) : null;
  }

  @FieldResolver(() => Placement, { nullable: true, description: 'The placement that it began.' })
  placement(@Root() call: FirstCall): Placement {
    return Object.assign(new Placement(), { id: call.placementId });
  }

  @FieldResolver(() => Provider, { nullable: true, description: 'The provider whose worker made it.' })
  provider(@Root() call: FirstCall): Provider {
    return Object.assign(new Provider(), { id: call.providerId });
  }
}
