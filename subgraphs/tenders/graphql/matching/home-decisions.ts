import { Arg, Authorized, Ctx, Field, ID, InputType, Int, Mutation, Resolver } from 'type-graphql';
import { ActInput } from '../../../../kernel/graphql/payload.js';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import { DateTimeScalar, LocalDateScalar, LocalTimeScalar } from '../../../../kernel/graphql/scalars.js';
import type { Role } from '../../../../kernel/identity/caller.js';
import { allowed as mayDecide, submitHomeDecision } from '../../commands/matching/submit-home-decision.js';
import { DeclineReasonWord } from '../../entities/bids/words.js';
import type { AwardRefusalReason } from '../../rules/invitations/decline.js';
import { BidPayload, bidPayload } from '../bids/bid-payload.js';

@InputType({
  description:
    'What a home decides that was asked: that it will assess the person; then, in the same act or a later one, whether it can take them (ROUT-32).',
})
class SubmitHomeDecisionInput extends ActInput {
  @Field(() => ID, { description: 'Id of the call-off; its reference is not taken.' })
  callOffId!: string;

  @Field(() => ID, { description: 'Id of the home that decides: the one that was asked.' })
  homeId!: string;

  @Field(() => Int, { description: 'Version of the advert that was read (WIN-14).' })
  version!: number;

  @Field(() => Boolean, { nullable: true, description: 'Whether the home will assess the person.' })
  willAssess?: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether the home can take the person; leave it out until they are assessed.',
  })
  suitable?: boolean | null;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: 'Of a person whom the home can take: the day of admission.',
  })
  admissionDate?: string | null;

  @Field(() => LocalTimeScalar, {
    nullable: true,
    description: 'Of a person whom the home can take: the time of admission.',
  })
  admissionTime?: string | null;

  @Field(() => DeclineReasonWord, { nullable: true, description: 'Of a no: why (ROUT-33).' })
  reason?: AwardRefusalReason | null;

  @Field(() => DateTimeScalar, { nullable: true, description: "When it was sent by the sender's clock (NFR-07)." })
  clientSentAt?: Date | null;
}

@Resolver()
export class HomeDecisions {
  @Authorized<Role>(...mayDecide.roles)
  @Mutation(() => BidPayload, {
    description:
      'Says what the preferred home decides: whether it will assess the person, and whether it can take them, from when (ROUT-32, ROUT-33, ROUT-34).',
  })
  async submitHomeDecision(
    @Ctx() context: RequestContext,
    @Arg('input', () => SubmitHomeDecisionInput, { description: 'The decision.' }) input: SubmitHomeDecisionInput,
  ): Promise<BidPayload> {
    return bidPayload(
      await submitHomeDecision(context.work, {
        callOffId: input.callOffId,
        homeId: input.homeId,
        version: input.version,
        willAssess: input.willAssess ?? null,
        suitable: input.suitable ?? null,
        admissionDate: input.admissionDate ?? null,
        admissionTime: input.admissionTime ?? null,
        reason: input.reason ?? null,
        clientSentAt: input.clientSentAt ?? null,
        idempotencyKey: input.idempotencyKey,
      }),
    );
  }
}
