import { Arg, Authorized, Ctx, Field, ID, InputType, Mutation, Resolver } from 'type-graphql';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import { LocalDateScalar, LocalTimeScalar } from '../../../../kernel/graphql/scalars.js';
import type { Role } from '../../../../kernel/identity/caller.js';
import { agreeCallTime, allowedToProvider, allowed as mayAgree } from '../../commands/calls/agree-call-time.js';
import { AgreedWithWord } from '../../entities/calls/words.js';
import type { AgreedWith } from '../../rules/calls/agreed-time.js';
import { OnPlacementInput, PlacementPayload } from '../placements/placement-payload.js';

@InputType({ description: 'Another time of a call, as it was agreed with the person.' })
export class AgreeCallTimeInput extends OnPlacementInput {
  @Field(() => ID, { description: 'The callId of the call.' })
  callId!: string;

  @Field(() => LocalDateScalar, { description: 'The first day of it.' })
  from!: string;

  @Field(() => LocalDateScalar, { nullable: true, description: 'The last day of it; left out, it is for good.' })
  to?: string | null;

  @Field(() => LocalTimeScalar, {
    description: 'The time agreed; the requested one takes back what was agreed before.',
  })
  startTime!: string;

  @Field(() => AgreedWithWord, { description: 'With whom it was agreed.' })
  agreedWith!: AgreedWith;

  @Field(() => Date, { description: 'When it was agreed.' })
  agreedAt!: Date;
}

@Resolver()
export class AgreedTimes {
  @Authorized<Role>(...allowedToProvider.roles, ...mayAgree.roles)
  @Mutation(() => PlacementPayload, {
    description:
      'Records another time of a call that was agreed with the person, before the call begins (ASM-14). A time-critical call is moved by the council alone (ASM-13).',
  })
  async agreeCallTime(
    @Arg('input', () => AgreeCallTimeInput, { description: 'The time.' }) input: AgreeCallTimeInput,
    @Ctx() context: RequestContext,
  ): Promise<PlacementPayload> {
    const { idempotencyKey, placementId, callId, from, to = null, startTime, agreedWith, agreedAt } = input;
    return PlacementPayload.of(
      await agreeCallTime(context.work, {
        ...{ idempotencyKey, placementId, callId, from, to, startTime, agreedWith, agreedAt },
      }),
    );
  }
}
