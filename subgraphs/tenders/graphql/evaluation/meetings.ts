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
import { DateTimeScalar } from '../../../../kernel/graphql/scalars.js';
import type { Role } from '../../../../kernel/identity/caller.js';
import type { Outcome } from '../../../../kernel/values/refusal.js';
import { answerMeeting, allowed as mayAnswer } from '../../commands/evaluation/answer-meeting.js';
import { concludeMeeting, allowed as mayConclude } from '../../commands/evaluation/conclude-meeting.js';
import { allowed as mayRecord, recordMeetingHeld } from '../../commands/evaluation/record-meeting-held.js';
import { allowed as mayShortlist, shortlistBids } from '../../commands/evaluation/shortlist-bids.js';
import { Bid } from '../../entities/bids/bid.js';
import { CallOff } from '../../entities/call-offs/call-off.js';
import { MeetAndGreet, MeetingReasonWord } from '../../entities/evaluation/meet-and-greet.js';
import { BIDDERS, CALL_OFF_READERS } from '../../entities/readers.js';
import type { MeetingReason } from '../../rules/evaluation/meet-and-greet.js';
import { CallOffPayload, callOffPayload } from '../call-offs/call-off-payload.js';
import { rowsOfCallOff } from '../rows-of-call-off.js';

@InputType({ description: 'The bids whose providers are to meet the person (ROUT-38).' })
class ShortlistBidsInput extends ActInput {
  @Field(() => ID, { description: 'Id of the call-off; its reference is not taken.' })
  callOffId!: string;

  @Field(() => [ID], { description: 'Ids of 1 to 20 bids that were scored.' })
  bidIds!: string[];

  @Field(() => String, {
    description: 'How the meeting is arranged, in at most 500 characters, for those providers alone; name nobody.',
  })
  arrangements!: string;
}

@InputType({ description: 'That a shortlisted provider has met the person (ROUT-38).' })
class RecordMeetingHeldInput extends ActInput {
  @Field(() => ID, { description: 'Id of the call-off; its reference is not taken.' })
  callOffId!: string;

  @Field(() => ID, { description: 'Id of the bid.' })
  bidId!: string;

  @Field(() => DateTimeScalar, { description: 'When they met.' })
  heldAt!: Date;
}

@InputType({ description: 'What the council says for the person of a meeting (ROUT-38).' })
class ConcludeMeetingInput extends ActInput {
  @Field(() => ID, { description: 'Id of the call-off; its reference is not taken.' })
  callOffId!: string;

  @Field(() => ID, { description: 'Id of the bid.' })
  bidId!: string;

  @Field(() => Boolean, { description: 'Whether they can work together.' })
  canWork!: boolean;

  @Field(() => MeetingReasonWord, { nullable: true, description: 'Needed if not: why.' })
  reason?: MeetingReason | null;
}

@InputType({ description: 'What a shortlisted provider says of its own meeting (ROUT-38).' })
class AnswerMeetingInput extends ActInput {
  @Field(() => ID, { description: 'Id of the call-off; its reference is not taken.' })
  callOffId!: string;

  @Field(() => Boolean, { description: 'Whether it can work with the person.' })
  canWork!: boolean;

  @Field(() => MeetingReasonWord, { nullable: true, description: 'Needed if not: why.' })
  reason?: MeetingReason | null;
}

@ObjectType({ description: 'What came of an act on a meeting.' })
class MeetingPayload extends Payload {
  @Field(() => MeetAndGreet, {
    nullable: true,
    description: 'The meeting as it now stands; null if the act was refused.',
  })
  meeting!: MeetAndGreet | null;
}

function meetingPayload({ result, refusals }: Outcome<MeetAndGreet>): MeetingPayload {
  return { meeting: result, refusals };
}

@Resolver(() => CallOff)
export class Meetings {
  @Needs<CallOff>('id')
  @Authorized<Role>(...CALL_OFF_READERS)
  @FieldResolver(() => [MeetAndGreet], {
    nullable: true,
    description: 'The meetings of shortlisted providers with the person, in the order of their invitations (ROUT-38).',
  })
  meetings(@Root() callOff: CallOff, @Ctx() context: RequestContext): Promise<MeetAndGreet[]> {
    return meetingsOf(context, callOff.id);
  }

  @Authorized<Role>(...mayShortlist.roles)
  @Mutation(() => CallOffPayload, {
    description: 'Shortlists bids that were scored: their providers are invited to meet the person (EVAL-10, ROUT-38).',
  })
  async shortlistBids(
    @Ctx() context: RequestContext,
    @Arg('input', () => ShortlistBidsInput, { description: 'Which bids, and how they meet.' })
    input: ShortlistBidsInput,
  ): Promise<CallOffPayload> {
    const { callOffId, bidIds, arrangements, idempotencyKey } = input;
    return callOffPayload(await shortlistBids(context.work, { callOffId, bidIds, arrangements, idempotencyKey }));
  }

  @Authorized<Role>(...mayRecord.roles)
  @Mutation(() => MeetingPayload, { description: 'Records that a shortlisted provider has met the person (ROUT-38).' })
  async recordMeetingHeld(
    @Ctx() context: RequestContext,
    @Arg('input', () => RecordMeetingHeldInput, { description: 'Which meeting, and when.' })
    input: RecordMeetingHeldInput,
  ): Promise<MeetingPayload> {
    const { callOffId, bidId, heldAt, idempotencyKey } = input;
    return meetingPayload(await recordMeetingHeld(context.work, { callOffId, bidId, heldAt, idempotencyKey }));
  }

  @Authorized<Role>(...mayConclude.roles)
  @Mutation(() => MeetingPayload, {
    description: 'Says for the person whether a provider whom they met and they can work together (ROUT-38).',
  })
  async concludeMeeting(
    @Ctx() context: RequestContext,
    @Arg('input', () => ConcludeMeetingInput, { description: 'Which meeting, and what.' }) input: ConcludeMeetingInput,
  ): Promise<MeetingPayload> {
    const { callOffId, bidId, canWork, reason, idempotencyKey } = input;
    const said = { callOffId, bidId, canWork, reason: reason ?? null, idempotencyKey };
    return meetingPayload(await concludeMeeting(context.work, said));
  }

  @Authorized<Role>(...mayAnswer.roles)
  @Mutation(() => MeetingPayload, {
    description: 'Says whether the caller can work with the person whom it was invited to meet (ROUT-38).',
  })
  async answerMeeting(
    @Ctx() context: RequestContext,
    @Arg('input', () => AnswerMeetingInput, { description: 'Of which call-off, and what.' }) input: AnswerMeetingInput,
  ): Promise<MeetingPayload> {
    const { callOffId, canWork, reason, idempotencyKey } = input;
    return meetingPayload(
      await answerMeeting(context.work, { callOffId, canWork, reason: reason ?? null, idempotencyKey }),
    );
  }
}

@Resolver(() => Bid)
export class BidMeetings {
  @Needs<Bid>('id', 'callOffId')
  @Authorized<Role>(...CALL_OFF_READERS, ...BIDDERS)
  @FieldResolver(() => MeetAndGreet, {
    nullable: true,
    description: 'The meeting of its provider with the person; null if it was not shortlisted for one (ROUT-38).',
  })
  async meeting(@Root() bid: Bid, @Ctx() context: RequestContext): Promise<MeetAndGreet | null> {
    const meetings = await meetingsOf(context, bid.callOffId);
    return meetings.find(({ bidId }) => bidId === bid.id) ?? null;
  }
}

/** Meetings of a call-off, as many of them as this reader may see: a provider its own. */
function meetingsOf(context: RequestContext, callOffId: string): Promise<MeetAndGreet[]> {
  return rowsOfCallOff(context, 'meetings', callOffId, (ids) =>
    context.em.find(MeetAndGreet, { callOffId: { $in: ids } }, { orderBy: { invitedAt: 'asc', id: 'asc' } }),
  );
}
