import {
  Arg,
  Authorized,
  Ctx,
  Field,
  FieldResolver,
  ID,
  InputType,
  Int,
  Mutation,
  ObjectType,
  Resolver,
  Root,
} from 'type-graphql';
import { RefusalType } from '../../../../kernel/graphql/payload.js';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import { DateTimeScalar, LocalDateScalar, LocalTimeScalar } from '../../../../kernel/graphql/scalars.js';
import { isProvider, type Role } from '../../../../kernel/identity/caller.js';
import type { Outcome } from '../../../../kernel/values/refusal.js';
import { refuseAward } from '../../commands/awards/refuse-award.js';
import { reconfirmBid } from '../../commands/bids/reconfirm-bid.js';
import { submitBid } from '../../commands/bids/submit-bid.js';
import { withdrawBid } from '../../commands/bids/withdraw-bid.js';
import { declineInvitation } from '../../commands/invitations/decline-invitation.js';
import { viewInvitation } from '../../commands/invitations/view-invitation.js';
import { Bid } from '../../entities/bids/bid.js';
import { CallOffAdvert } from '../../entities/call-offs/call-off-advert.js';
import { EligibilityCheck } from '../../entities/invitations/eligibility-check.js';
import { BIDDERS, EVALUATORS } from '../../entities/readers.js';
import { DeclineReasonWord } from '../../entities/words.js';
import type { AwardRefusalReason } from '../../rules/invitations/decline.js';
import { evaluationView } from '../../rules/invitations/disclosure.js';
import { Provider, provider } from '../foreign.js';
import { advertOfStage } from '../reading.js';

@InputType({ description: 'A bid (ROUT-04).' })
class SubmitBidInput {
  @Field(() => ID, { description: 'The call-off.' })
  callOffId!: string;

  @Field(() => Int, { description: 'Version of the advert that was read (WIN-14).' })
  version!: number;

  @Field(() => LocalDateScalar, { nullable: true, description: 'First day on which the care could start.' })
  startDate?: string | null;

  @Field(() => LocalTimeScalar, { nullable: true, description: 'Time of the first call.' })
  startTime?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'How the care would be delivered, in at most 4,000 characters; nothing about any person.',
  })
  deliveryStatement?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether two workers can attend the calls that need two; asked where there are any.',
  })
  doubleHanded?: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether the time-critical calls can be kept to their times; asked where there are any.',
  })
  timeCritical?: boolean | null;

  @Field(() => [String], { nullable: true, description: 'Which of the skills asked for the workers hold.' })
  skills?: string[] | null;

  @Field(() => DateTimeScalar, { nullable: true, description: "When it was sent, by the sender's clock (NFR-07)." })
  clientSentAt?: Date | null;

  @Field(() => String, { description: 'The same key again answers the same; 8 to 200 characters.' })
  idempotencyKey!: string;
}

@InputType({ description: 'That a provider says no (ROUT-13).' })
class DeclineInvitationInput {
  @Field(() => ID, { description: 'The call-off.' })
  callOffId!: string;

  @Field(() => DeclineReasonWord, { nullable: true, description: 'Why.' })
  reason?: AwardRefusalReason | null;

  @Field(() => String, { description: 'The same key again answers the same; 8 to 200 characters.' })
  idempotencyKey!: string;
}

@InputType({ description: 'That a bidder takes its bid back.' })
class WithdrawBidInput {
  @Field(() => ID, { description: 'The call-off.' })
  callOffId!: string;

  @Field(() => String, { description: 'The same key again answers the same; 8 to 200 characters.' })
  idempotencyKey!: string;
}

@InputType({ description: 'That a bid holds for the amended need as well (WIN-14).' })
class ReconfirmBidInput {
  @Field(() => ID, { description: 'The call-off.' })
  callOffId!: string;

  @Field(() => Int, { description: 'Version of the advert that was read.' })
  version!: number;

  @Field(() => String, { description: 'The same key again answers the same; 8 to 200 characters.' })
  idempotencyKey!: string;
}

@InputType({ description: 'That an invitation has been seen.' })
class ViewInvitationInput {
  @Field(() => ID, { description: 'The call-off.' })
  callOffId!: string;
}

@InputType({ description: 'That the winner cannot proceed (AWRD-09).' })
class RefuseAwardInput {
  @Field(() => ID, { description: 'The call-off.' })
  callOffId!: string;

  @Field(() => DeclineReasonWord, { description: 'Why.' })
  reason!: AwardRefusalReason;

  @Field(() => String, { description: 'The same key again answers the same; 8 to 200 characters.' })
  idempotencyKey!: string;
}

@ObjectType({ description: 'What came of an answer to an invitation.' })
class BidPayload {
  @Field(() => Bid, { nullable: true, description: 'The bid as it now stands; null when refused.' })
  bid!: Bid | null;

  @Field(() => [RefusalType], { description: 'Why it was not taken; empty when it was.' })
  refusals!: readonly RefusalType[];
}

function payload({ result, refusals }: Outcome<Bid>): BidPayload {
  return { bid: result, refusals };
}

@Resolver(() => Bid)
export class Bids {
  @Authorized<Role>(...BIDDERS)
  @Mutation(() => BidPayload, {
    nullable: true,
    description: 'Bids for a call-off that the caller was invited to (ROUT-04, WIN-01).',
  })
  async submitBid(
    @Ctx() context: RequestContext,
    @Arg('input', () => SubmitBidInput, { description: 'The bid.' }) input: SubmitBidInput,
  ): Promise<BidPayload> {
    return payload(
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

  @Authorized<Role>(...BIDDERS)
  @Mutation(() => BidPayload, {
    nullable: true,
    description: 'Says no to an invitation, with a coded reason (ROUT-12, ROUT-13).',
  })
  async declineInvitation(
    @Ctx() context: RequestContext,
    @Arg('input', () => DeclineInvitationInput, { description: 'The decline.' }) input: DeclineInvitationInput,
  ): Promise<BidPayload> {
    const { callOffId, reason, idempotencyKey } = input;
    return payload(await declineInvitation(context.work, { callOffId, reason: reason ?? null, idempotencyKey }));
  }

  @Authorized<Role>(...BIDDERS)
  @Mutation(() => BidPayload, {
    nullable: true,
    description: 'Takes a bid back while the window is open; the invitation may then be answered anew (SM-3).',
  })
  async withdrawBid(
    @Ctx() context: RequestContext,
    @Arg('input', () => WithdrawBidInput, { description: 'Which.' }) input: WithdrawBidInput,
  ): Promise<BidPayload> {
    const { callOffId, idempotencyKey } = input;
    return payload(await withdrawBid(context.work, { callOffId, idempotencyKey }));
  }

  @Authorized<Role>(...BIDDERS)
  @Mutation(() => BidPayload, {
    nullable: true,
    description: 'Says that a bid made before an amendment holds for the amended need (WIN-14).',
  })
  async reconfirmBid(
    @Ctx() context: RequestContext,
    @Arg('input', () => ReconfirmBidInput, { description: 'Which.' }) input: ReconfirmBidInput,
  ): Promise<BidPayload> {
    const { callOffId, version, idempotencyKey } = input;
    return payload(await reconfirmBid(context.work, { callOffId, version, idempotencyKey }));
  }

  @Authorized<Role>(...BIDDERS)
  @Mutation(() => BidPayload, { nullable: true, description: 'Notes that an invitation has been seen (SM-3).' })
  async viewInvitation(
    @Ctx() context: RequestContext,
    @Arg('input', () => ViewInvitationInput, { description: 'Which.' }) input: ViewInvitationInput,
  ): Promise<BidPayload> {
    return payload(await viewInvitation(context.work, { callOffId: input.callOffId }));
  }

  @Authorized<Role>(...BIDDERS)
  @Mutation(() => BidPayload, {
    nullable: true,
    description: 'Gives an award back that its winner cannot carry out (AWRD-09).',
  })
  async refuseAward(
    @Ctx() context: RequestContext,
    @Arg('input', () => RefuseAwardInput, { description: 'Which, and why.' }) input: RefuseAwardInput,
  ): Promise<BidPayload> {
    const { callOffId, reason, idempotencyKey } = input;
    return payload(await refuseAward(context.work, { callOffId, reason, idempotencyKey }));
  }

  @FieldResolver(() => CallOffAdvert, { nullable: true, description: 'What it answers, as in its stage.' })
  callOff(@Root() bid: Bid, @Ctx() context: RequestContext): Promise<CallOffAdvert | null> {
    return advertOfStage(context, bid.stageId);
  }

  @Authorized<Role>(...EVALUATORS)
  @FieldResolver(() => Provider, { nullable: true, description: 'Whose bid it is.' })
  provider(@Root() bid: Bid): Provider {
    return provider(bid.providerId);
  }

  @Authorized<Role>(...EVALUATORS, ...BIDDERS)
  @FieldResolver(() => [EligibilityCheck], {
    nullable: true,
    description: 'Its eligibility checks, once its stage has closed (EVAL-01).',
  })
  checks(@Root() bid: Bid, @Ctx() context: RequestContext): Bid['checks'] | null {
    return mayReadChecks(bid, context) ? bid.checks : null;
  }

  @Authorized<Role>(...EVALUATORS, ...BIDDERS)
  @FieldResolver(() => [EligibilityCheck], {
    nullable: true,
    description: "The council's own criteria, once its stage has closed (EVAL-04).",
  })
  criteria(@Root() bid: Bid, @Ctx() context: RequestContext): Bid['criteria'] | null {
    return mayReadChecks(bid, context) ? bid.criteria : null;
  }
}

function mayReadChecks(bid: Bid, { caller }: RequestContext): boolean {
  return evaluationView(isProvider(caller) ? 'AUTHOR' : 'BROKER', !bid.sealed) !== 'NOTHING';
}
