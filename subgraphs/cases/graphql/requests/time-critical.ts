import { Arg, Authorized, Ctx, Field, ID, InputType, Int, Mutation, Resolver } from 'type-graphql';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import type { Role } from '../../../../kernel/identity/caller.js';
import {
  markTimeCritical,
  allowedToProvider as mayAsk,
  allowed as mayMark,
} from '../../commands/requests/mark-time-critical.js';
import { OnPlacementInput, PlacementPayload } from '../placements/placement-payload.js';

@InputType({ description: 'A mark that the time of a call must be kept.' })
export class MarkTimeCriticalInput extends OnPlacementInput {
  @Field(() => ID, { nullable: true, description: 'The callId of the call.' })
  callId?: string | null;

  @Field(() => Int, {
    nullable: true,
    description: "The place of the call in the need's calls, from 0, where no callId is given.",
  })
  call?: number | null;

  @Field(() => Boolean, { description: 'Whether it is time-critical.' })
  timeCritical!: boolean;
}

@Resolver()
export class TimeCriticalCalls {
  @Authorized<Role>(...mayMark.roles, ...mayAsk.roles)
  @Mutation(() => PlacementPayload, {
    description: 'Marks a call as time-critical, or removes the mark. Only the care manager may (ASM-13).',
  })
  async markTimeCritical(
    @Arg('input', () => MarkTimeCriticalInput, { description: 'The call.' }) input: MarkTimeCriticalInput,
    @Ctx() context: RequestContext,
  ): Promise<PlacementPayload> {
    const { idempotencyKey, placementId, callId = null, call = null, timeCritical } = input;
    return PlacementPayload.of(
      await markTimeCritical(context.work, { idempotencyKey, placementId, callId, call, timeCritical }),
    );
  }
}
