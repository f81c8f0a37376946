import { Arg, Authorized, Ctx, Field, ID, InputType, Mutation, Resolver } from 'type-graphql';
import { ActInput } from '../../../../kernel/graphql/payload.js';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import type { Role } from '../../../../kernel/identity/caller.js';
import { allowed as mayRestart, restartWindow } from '../../commands/stages/restart-window.js';
import { CallOffPayload, callOffPayload } from '../call-offs/call-off-payload.js';

@InputType({ description: 'The restart of an open stage’s clock, for all its invitees (WIN-04).' })
class RestartWindowInput extends ActInput {
  @Field(() => ID, { description: 'Id of the call-off; its reference is not taken.' })
  callOffId!: string;

  @Field(() => String, { description: 'Why. The council keeps it; name nobody.' })
  reason!: string;
}

@Resolver()
export class Windows {
  @Authorized<Role>(...mayRestart.roles)
  @Mutation(() => CallOffPayload, {
    description:
      'Gives all invitees of the open stage the whole window again, from now; bids already made stand (WIN-04).',
  })
  async restartWindow(
    @Ctx() context: RequestContext,
    @Arg('input', () => RestartWindowInput, { description: 'Which call-off, and why.' }) input: RestartWindowInput,
  ): Promise<CallOffPayload> {
    const { callOffId, reason, idempotencyKey } = input;
    return callOffPayload(await restartWindow(context.work, { callOffId, reason, idempotencyKey }));
  }
}
