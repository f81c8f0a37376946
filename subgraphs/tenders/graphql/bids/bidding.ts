import { Arg, Authorized, Ctx, Field, ID, InputType, Int, Mutation, Resolver } from 'type-graphql';
import { ActInput } from '../../../../kernel/graphql/payload.js';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import { DateTimeScalar, LocalDateScalar, LocalTimeScalar } from '../../../../kernel/graphql/scalars.js';
import type { Role } from '../../../../kernel/identity/caller.js';
import type { Skill } from '../../../../schema/events/cases.js';
import { allowed as mayReconfirm, reconfirmBid } from '../../commands/bids/reconfirm-bid.js';
import { allowed as maySubmit, submitBid } from '../../commands/bids/submit-bid.js';
import { allowed as mayOffer, submitOffer } from '../../commands/bids/submit-offer.js';
import { allowed as mayWithdraw, withdrawBid } from '../../commands/bids/withdraw-bid.js';
import { SkillWord } from '../../entities/call-offs/need-words.js';
import { BidPayload, bidPayload } from './bid-payload.js';

@InputType({ description: 'A bid (ROUT-04).' })
class SubmitBidInput extends ActInput {
  @Field(() => ID, { description: 'Id of the call-off; its reference is not taken.' })
  callOffId!: string;

  @Field(() => Int, { description: 'Version of the advert that was read (WIN-14).' })
  version!: number;

  @Field(() => LocalDateScalar, { nullable: true, description: 'First day on which the care could start.' })
  startDate?: string | null;

  @Field(() => LocalTimeScalar, { nullable: true, description: 'Time of the first call.' })
  startTime?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'How the care would be delivered, in at most 4,000 characters. Say nothing about any person.',
  })
  deliveryStatement?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether two workers can attend the calls that need two. Needed if there are such calls.',
  })
  doubleHanded?: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether the time-critical calls can be kept to their times. Needed if there are such calls.',
  })
  timeCritical?: boolean | null;

  @Field(() => [SkillWord], {
    nullable: true,
    description:
      'Which of the skills asked for the workers have. Needed if skills are asked for; none is an answer too.',
  })
  skills?: Skill[] | null;

  @Field(() => DateTimeScalar, { nullable: true, description: "When it was sent by the sender's clock (NFR-07)." })
  clientSentAt?: Date | null;
}

@InputType({ description: 'An offer to a call-off that asks for offers (ROUT-27).' })
class SubmitOfferInput extends ActInput {
  @Field(() => ID, { description: 'Id of the call-off; its reference is not taken.' })
  callOffId!: string;

  @Field(() => Int, { description: 'Version of the advert that was read (WIN-14).' })
  version!: number;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether you can assess the person; who cannot declines instead.',
  })
  canAssess?: boolean | null;

  @Field(() => [LocalTimeScalar], {
    nullable: true,
    description: 'The start that you offer for each call of the advert, in their order.',
  })
  offeredTimes?: string[] | null;

  @Field(() => LocalDateScalar, { nullable: true, description: 'First day on which the care could start.' })
  startDate?: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: "When it was sent by the sender's clock (NFR-07)." })
  clientSentAt?: Date | null;
}

@InputType({ description: 'The withdrawal of a bid.' })
class WithdrawBidInput extends ActInput {
  @Field(() => ID, { description: 'Id of the call-off; its reference is not taken.' })
  callOffId!: string;
}

@InputType({ description: 'A statement that a bid holds for the amended need as well (WIN-14).' })
class ReconfirmBidInput extends ActInput {
  @Field(() => ID, { description: 'Id of the call-off; its reference is not taken.' })
  callOffId!: string;

  @Field(() => Int, { description: 'Version of the advert that was read.' })
  version!: number;
}

@Resolver()
export class Bidding {
  @Authorized<Role>(...maySubmit.roles)
  @Mutation(() => BidPayload, { description: 'Bids for a call-off to which the caller was invited (ROUT-04, WIN-01).' })
  async submitBid(
    @Ctx() context: RequestContext,
    @Arg('input', () => SubmitBidInput, { description: 'The bid.' }) input: SubmitBidInput,
  ): Promise<BidPayload> {
    return bidPayload(
      await submitBid(context.work, {
        callOffId: input.callOffId,
        version: input.version,
        startDate: input.startDate ?? null,
        startTime: input.startTime ?? null,
        deliveryStatement: input.deliveryStatement ?? null,
        doubleHanded: input.doubleHanded ?? null,
        timeCritical: input.timeCritical ?? null,
        skills: input.skills ?? null,
        clientSentAt: input.clientSentAt ?? null,
        idempotencyKey: input.idempotencyKey,
      }),
    );
  }

  @Authorized<Role>(...mayOffer.roles)
  @Mutation(() => BidPayload, {
    description:
      'Offers to assess the person, times and a start, for a call-off that asks for offers (ROUT-27, WIN-13).',
  })
  async submitOffer(
    @Ctx() context: RequestContext,
    @Arg('input', () => SubmitOfferInput, { description: 'The offer.' }) input: SubmitOfferInput,
  ): Promise<BidPayload> {
    return bidPayload(
      await submitOffer(context.work, {
        callOffId: input.callOffId,
        version: input.version,
        canAssess: input.canAssess ?? null,
        offeredTimes: input.offeredTimes ?? null,
        startDate: input.startDate ?? null,
        clientSentAt: input.clientSentAt ?? null,
        idempotencyKey: input.idempotencyKey,
      }),
    );
  }

  @Authorized<Role>(...mayWithdraw.roles)
  @Mutation(() => BidPayload, {
    description: 'Takes a bid back while the window is open; the invitation may then be answered again (SM-3).',
  })
  async withdrawBid(
    @Ctx() context: RequestContext,
    @Arg('input', () => WithdrawBidInput, { description: 'Which bid.' }) input: WithdrawBidInput,
  ): Promise<BidPayload> {
    const { callOffId, idempotencyKey } = input;
    return bidPayload(await withdrawBid(context.work, { callOffId, idempotencyKey }));
  }

  @Authorized<Role>(...mayReconfirm.roles)
  @Mutation(() => BidPayload, {
    description: 'Confirms that a bid made before an amendment holds for the amended need (WIN-14).',
  })
  async reconfirmBid(
    @Ctx() context: RequestContext,
    @Arg('input', () => ReconfirmBidInput, { description: 'Which bid.' }) input: ReconfirmBidInput,
  ): Promise<BidPayload> {
    const { callOffId, version, idempotencyKey } = input;
    return bidPayload(await reconfirmBid(context.work, { callOffId, version, idempotencyKey }));
  }
}
