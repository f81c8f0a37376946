import { Args, Authorized, Ctx, Field, ID, Int, ObjectType, Query, Resolver, Root, Subscription } from 'type-graphql';
import { Reads } from '../../../../kernel/graphql/read-scopes.js';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import { DateTimeScalar } from '../../../../kernel/graphql/scalars.js';
import { isProvider, type Role } from '../../../../kernel/identity/caller.js';
import {
  FeedArgs,
  FeedItem,
  FeedItemArgs,
  type FeedItemHead,
  feedOf,
  ITEM_AT_CURSOR,
} from '../../../../kernel/log/feed.js';
import type { LoggedEvent } from '../../../../schema/events/envelope.js';
import type { ChoiceAnswer, HomeDecisionKind, StageKind } from '../../../../schema/events/tenders.js';
import { FEEDS } from '../../../../schema/feeds.js';
import { ChoiceAnswerWord } from '../../entities/awards/words.js';
import { OutcomeWord } from '../../entities/bids/words.js';
import { advertOf, CallOffAdvert } from '../../entities/call-offs/call-off-advert.js';
import { FeedEventWord, NeedFieldWord } from '../../entities/call-offs/words.js';
import { HomeDecisionWord } from '../../entities/matching/words.js';
import { EVERYBODY } from '../../entities/readers.js';
import { Stage } from '../../entities/stages/stage.js';
import { StageWord } from '../../entities/stages/words.js';
import type { Outcome } from '../../rules/awards/outcome.js';
import type { NeedField } from '../../rules/call-offs/amendment.js';

type FeedType = (typeof FEEDS.callOffFeed.types)[number];

/**
 * One event of a call-off as a subscriber is told of it. No field depends on which organisation is looking: the event's
 * audience decides who may see it at all, so that one execution serves everybody in it.
 */
@ObjectType({
  description: 'One thing that happened to a call-off (NTF-01 to NTF-08, NTF-10 to NTF-14, NTF-15, NTF-18, NTF-38).',
})
@Reads('offers:read')
export class CallOffFeedItem extends FeedItem {
  @Field(() => FeedEventWord, { description: 'What happened.' })
  type!: FeedType;

  @Field(() => CallOffAdvert, { nullable: true, description: 'The call-off, as in the stage that the event is about.' })
  callOff!: CallOffAdvert | null;

  @Field(() => ID, { description: 'Id of the call-off.' })
  callOffId!: string;

  @Field(() => StageWord, { nullable: true, description: 'The stage.' })
  stage!: StageKind | null;

  @Field(() => StageWord, { nullable: true, description: 'After an escalation, the stage that found nobody.' })
  from!: StageKind | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Version of the call-off, the IPO or the discharge, whichever the event is about.',
  })
  version!: number | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'The last instant at which an answer is taken.' })
  closesAt!: string | null;

  @Field(() => [NeedFieldWord], {
    nullable: true,
    description: 'After an amendment, the fields of the need that changed.',
  })
  changed!: readonly NeedField[] | null;

  @Field(() => ID, { nullable: true, description: 'Id of the bid that was received or decided.' })
  bidId!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When the bid was received.' })
  receivedAt!: string | null;

  @Field(() => OutcomeWord, { nullable: true, description: 'What became of the bid.' })
  outcome!: Outcome['outcome'] | null;

  @Field(() => ID, { nullable: true, description: 'Id of the home that is asked, or has decided (ROUT-32).' })
  homeId!: string | null;

  @Field(() => HomeDecisionWord, {
    nullable: true,
    description: 'What the home that was asked has decided (ROUT-32).',
  })
  decision!: HomeDecisionKind | null;

  @Field(() => String, {
    nullable: true,
    description: 'Why, in a neutral code; which codes there are depends on the event.',
  })
  reasonCode!: string | null;

  @Field(() => Int, { nullable: true, description: 'After a close, told to brokers: how many bids were made.' })
  bids!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'After a close, told to brokers: how many invitations were declined.',
  })
  declined!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'After a close, told to brokers: how many invitations were not answered.',
  })
  noResponse!: number | null;

  @Field(() => ID, {
    nullable: true,
    description: 'After an award, or its return, told to brokers: id of the award.',
  })
  awardId!: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'After an award, or its return, told to brokers: id of the provider.',
  })
  providerId!: string | null;

  @Field(() => ID, { nullable: true, description: 'Id of a choice that was recorded or decided (NTF-13).' })
  choiceId!: string | null;

  @Field(() => ChoiceAnswerWord, {
    nullable: true,
    description: 'Whether a choice of another provider is allowed, once the council has decided (CHOI-07).',
  })
  answer!: ChoiceAnswer | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Once tenders are ranked: how many of them the person is shown (ROUT-25).',
  })
  shown!: number | null;

  @Field(() => ID, { nullable: true, description: 'Id of the placement.' })
  placementId!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When the first call takes place.' })
  firstCallAt!: string | null;

  @Field(() => ID, { nullable: true, description: 'Id of the IPO.' })
  ipoId!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When the person is discharged.' })
  dischargeAt!: string | null;
}

const FEED = feedOf({ types: FEEDS.callOffFeed.types, itemOf });

@Resolver()
export class CallOffFeed {
  @Authorized<Role>(...EVERYBODY, 'case-system')
  @Query(() => CallOffFeedItem, { nullable: true, description: ITEM_AT_CURSOR })
  callOffFeedItem(@Ctx() context: RequestContext, @Args() { cursor }: FeedItemArgs): Promise<CallOffFeedItem | null> {
    return FEED.itemAt(context, cursor);
  }

  @Authorized<Role>(...EVERYBODY, 'case-system')
  @Subscription(() => CallOffFeedItem, {
    description: 'What happens to the call-offs that concern the caller, in order, from a cursor on.',
    subscribe: FEED.subscribe,
  })
  callOffFeed(@Root() item: CallOffFeedItem, @Args() _args: FeedArgs): CallOffFeedItem {
    return item;
  }
}

type Told = Partial<Omit<CallOffFeedItem, keyof FeedItemHead<FeedType> | 'callOff'>> & {
  readonly to?: StageKind;
  readonly reason?: string;
};

async function itemOf(
  context: RequestContext,
  event: LoggedEvent,
  head: FeedItemHead<FeedType>,
): Promise<CallOffFeedItem | null> {
  const told = event.data as Told;
  // A placement that was taken over has no call-off behind it, and no place on this feed.
  if (!told.callOffId) return null;
  const stage = told.stage ?? told.to ?? null;
  const callOff = await advertToldOf(context, told.callOffId, stage, event.occurredAt);
  // A provider is no longer told of what it may no longer see.
  if (!callOff && isProvider(context.caller)) return null;
  return Object.assign(new CallOffFeedItem(), {
    ...head,
    callOff,
    callOffId: told.callOffId,
    stage: stage ?? callOff?.stage ?? null,
    from: told.from ?? null,
    version: told.version ?? null,
    closesAt: told.closesAt ?? null,
    changed: told.changed ?? null,
    bidId: told.bidId ?? null,
    receivedAt: told.receivedAt ?? null,
    outcome: told.outcome ?? null,
    homeId: told.homeId ?? null,
    decision: told.decision ?? null,
    reasonCode: told.reasonCode ?? told.reason ?? null,
    bids: told.bids ?? null,
    declined: told.declined ?? null,
    noResponse: told.noResponse ?? null,
    awardId: told.awardId ?? null,
    // Whose placement it is, the placement's own feed tells.
    providerId: told.awardId ? (told.providerId ?? null) : null,
    choiceId: told.choiceId ?? null,
    answer: told.answer ?? null,
    shown: told.shown ?? null,
    placementId: told.placementId ?? null,
    firstCallAt: told.firstCallAt ?? null,
    ipoId: told.ipoId ?? null,
    dischargeAt: told.dischargeAt ?? null,
  } satisfies CallOffFeedItem);
}

/**
 * The advert of the stage that an event names, or else of the stage in which it happened. A later stage is not for
 * those who were asked before it: it would tell them how others answered. (IDG-23)
 */
async function advertToldOf(
  context: RequestContext,
  callOffId: string,
  stage: StageKind | null,
  at: Date,
): Promise<CallOffAdvert | null> {
  const [row] = (await context.em.execute(
    `select stage.*, platform.now() as read_at from tenders.stage stage
     where call_off_id = ? and ${stage ? 'kind = ?' : 'opens_at <= ?'} order by position desc limit 1`,
    [callOffId, stage ?? at],
  )) as Array<{ read_at: Date }>;
  if (!row) return null;
  const { read_at, ...columns } = row;
  return advertOf(context.em.map(Stage, columns), new Date(read_at));
}
