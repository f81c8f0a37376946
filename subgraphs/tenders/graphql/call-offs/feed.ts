import { Arg, Authorized, Ctx, Field, ID, Int, ObjectType, Query, Resolver, Root, Subscription } from 'type-graphql';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import { CursorScalar, DateTimeScalar } from '../../../../kernel/graphql/scalars.js';
import { isProvider, type Role } from '../../../../kernel/identity/caller.js';
import { isFor, itemAt, itemsFrom } from '../../../../kernel/log/feed.js';
import type { LoggedEvent } from '../../../../schema/events/envelope.js';
import type { StageKind } from '../../../../schema/events/tenders.js';
import { FEEDS } from '../../../../schema/feeds.js';
import { advertOf, CallOffAdvert } from '../../entities/call-offs/call-off-advert.js';
import { EVERYBODY } from '../../entities/readers.js';
import { Stage } from '../../entities/stages/stage.js';
import { FeedEventWord, OutcomeWord, StageWord } from '../../entities/words.js';
import type { Outcome } from '../../rules/awards/outcome.js';
import { mayReadOffers } from '../reading.js';

type FeedType = (typeof FEEDS.callOffFeed.types)[number];

/**
 * One event of a call-off as a subscriber is told of it. None of its fields depends on which organisation is looking:
 * who may see an event at all is the event's audience, so that one execution serves everybody in it.
 */
@ObjectType({
  description: 'One thing that happened to a call-off (NTF-01 to NTF-08, NTF-14, NTF-15, NTF-18, NTF-38).',
})
export class CallOffFeedItem {
  @Field(() => CursorScalar, { description: 'Resume after it: nothing is missed and nothing comes twice.' })
  cursor!: string;

  @Field(() => FeedEventWord, { description: 'What happened.' })
  type!: FeedType;

  @Field(() => DateTimeScalar, { description: 'When it happened.' })
  occurredAt!: Date;

  @Field(() => DateTimeScalar, { description: 'When the hub published it: clocks count from here, not from delivery.' })
  publishedAt!: Date;

  @Field(() => CallOffAdvert, { nullable: true, description: 'The call-off, as in the stage that this is told of.' })
  callOff!: CallOffAdvert | null;

  @Field(() => ID, { description: 'The call-off.' })
  callOffId!: string;

  @Field(() => StageWord, { nullable: true, description: 'The stage.' })
  stage!: StageKind | null;

  @Field(() => StageWord, { nullable: true, description: 'Of an escalation: the stage that found nobody.' })
  from!: StageKind | null;

  @Field(() => Int, { nullable: true, description: 'Version of the call-off, of the IPO or of the discharge.' })
  version!: number | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'The last instant at which an answer is taken.' })
  closesAt!: string | null;

  @Field(() => [String], { nullable: true, description: 'Of an amendment: the fields of the need that changed.' })
  changed!: readonly string[] | null;

  @Field(() => ID, { nullable: true, description: 'The bid received or decided.' })
  bidId!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When the bid was received.' })
  receivedAt!: string | null;

  @Field(() => OutcomeWord, { nullable: true, description: 'What became of the bid.' })
  outcome!: Outcome['outcome'] | null;

  @Field(() => String, { nullable: true, description: 'Why, in a neutral code.' })
  reasonCode!: string | null;

  @Field(() => Int, { nullable: true, description: 'Of a close, to brokers: bids made.' })
  bids!: number | null;

  @Field(() => Int, { nullable: true, description: 'Of a close, to brokers: invitations declined.' })
  declined!: number | null;

  @Field(() => Int, { nullable: true, description: 'Of a close, to brokers: invitations not answered.' })
  noResponse!: number | null;

  @Field(() => ID, { nullable: true, description: 'The placement.' })
  placementId!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When the first call takes place.' })
  firstCallAt!: string | null;

  @Field(() => ID, { nullable: true, description: 'The IPO.' })
  ipoId!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When the person is discharged.' })
  dischargeAt!: string | null;
}

@Resolver()
export class CallOffFeed {
  @Authorized<Role>(...EVERYBODY, 'case-system')
  @Query(() => CallOffFeedItem, {
    nullable: true,
    description: 'The item of the feed at this cursor; null where there is none for the caller.',
  })
  async callOffFeedItem(
    @Ctx() context: RequestContext,
    @Arg('cursor', () => CursorScalar, { description: 'As the feed gave it.' }) cursor: string,
  ): Promise<CallOffFeedItem | null> {
    mayReadOffers(context);
    return itemAt(context, cursor, itemOf);
  }

  @Authorized<Role>(...EVERYBODY, 'case-system')
  @Subscription(() => CallOffFeedItem, {
    description: 'What happens to the call-offs that the caller is told of, in order, from a cursor on.',
    subscribe: ({ context, args }) => {
      mayReadOffers(context as RequestContext);
      const { after } = args as { after?: string };
      return itemsFrom(context as RequestContext, after, FEEDS.callOffFeed.types, itemOf);
    },
  })
  callOffFeed(
    @Root() item: CallOffFeedItem,
    @Arg('after', () => CursorScalar, { nullable: true, description: 'The last cursor seen; left out, from now on.' })
    _after?: string,
  ): CallOffFeedItem {
    return item;
  }
}

type Told = Partial<Omit<CallOffFeedItem, 'cursor' | 'type' | 'occurredAt' | 'publishedAt' | 'callOff'>> & {
  readonly to?: StageKind;
  readonly reason?: string;
};

async function itemOf(context: RequestContext, event: LoggedEvent): Promise<CallOffFeedItem | null> {
  const type = FEEDS.callOffFeed.types.find((each) => each === event.type);
  if (!type || !isFor(context, event)) return null;
  const told = event.data as Told;
  // Of a placement that no call-off stands behind: it has no place on the feed of call-offs.
  if (!told.callOffId) return null;
  const stage = told.stage ?? told.to ?? null;
  const callOff = await advertToldOf(context, told.callOffId, stage, event.occurredAt);
  // What a provider may no longer see, it is no longer told of.
  if (!callOff && isProvider(context.caller)) return null;
  return Object.assign(new CallOffFeedItem(), {
    cursor: (await context.events.cursors()).show(event.seq),
    type,
    occurredAt: event.occurredAt,
    publishedAt: event.recordedAt,
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
    reasonCode: told.reasonCode ?? told.reason ?? null,
    bids: told.bids ?? null,
    declined: told.declined ?? null,
    noResponse: told.noResponse ?? null,
    placementId: told.placementId ?? null,
    firstCallAt: told.firstCallAt ?? null,
    ipoId: told.ipoId ?? null,
    dischargeAt: told.dischargeAt ?? null,
  } satisfies CallOffFeedItem);
}

/**
 * The advert of the stage that an event is told of; where it does not say, of the stage it happened in. A later stage
 * is not for those who were asked before it, to whom it would tell how others answered. [IDG-23]
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
