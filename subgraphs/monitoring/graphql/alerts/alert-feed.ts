import { Arg, Authorized, Ctx, Field, ID, Int, ObjectType, Query, Resolver, Root, Subscription } from 'type-graphql';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import { CursorScalar, DateTimeScalar } from '../../../../kernel/graphql/scalars.js';
import type { Role } from '../../../../kernel/identity/caller.js';
import { isFor, itemAt, itemsFrom } from '../../../../kernel/log/feed.js';
import type { LoggedEvent } from '../../../../schema/events/envelope.js';
import { FEEDS } from '../../../../schema/feeds.js';
import { VISIT_READERS } from '../../entities/readers.js';
import { Visit } from '../../entities/visits/visit.js';
import { AlertFeedEventWord, NoReplyRouteWord } from '../../entities/words.js';
import type { NoReplyRoute } from '../../rules/no-reply/no-reply-route.js';
import { mayFollowCare } from '../reading.js';

type FeedType = (typeof FEEDS.alertFeed.types)[number];

/**
 * One event of the care that is being given, as a subscriber is told of it. None of its fields depends on which
 * organisation is looking: who may see an event at all is the event's audience.
 */
@ObjectType({
  description:
    'One thing that happened to a call, or that a provider’s figures show (NTF-19 to NTF-21, NTF-32, NTF-37).',
})
export class AlertFeedItem {
  @Field(() => CursorScalar, { description: 'Resume after it: nothing is missed and nothing comes twice.' })
  cursor!: string;

  @Field(() => AlertFeedEventWord, { description: 'What happened.' })
  type!: FeedType;

  @Field(() => DateTimeScalar, { description: 'When it happened.' })
  occurredAt!: Date;

  @Field(() => DateTimeScalar, { description: 'When the hub published it: clocks count from here, not from delivery.' })
  publishedAt!: Date;

  @Field(() => ID, { description: 'The council.' })
  council!: string;

  @Field(() => ID, { description: 'The provider.' })
  providerId!: string;

  @Field(() => ID, { nullable: true, description: 'The placement.' })
  placementId!: string | null;

  @Field(() => Visit, { nullable: true, description: 'The call, as it stands now.' })
  visit!: Visit | null;

  @Field(() => ID, { nullable: true, description: 'The alert.' })
  alertId!: string | null;

  @Field(() => ID, { nullable: true, description: 'The no-reply case.' })
  caseId!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Of an alert raised: when the call was to begin.' })
  plannedStart!: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Of an alert raised: the time must be strictly kept.' })
  timeCritical!: boolean | null;

  @Field(() => String, { nullable: true, description: 'Of an alert: the step reached, as AlertState has it.' })
  state!: string | null;

  @Field(() => String, { nullable: true, description: 'Of an escalation or a breach: the rule not kept.' })
  rule!: string | null;

  @Field(() => String, { nullable: true, description: 'Of a breach or a flag: what it was, as a code.' })
  reasonCode!: string | null;

  @Field(() => NoReplyRouteWord, { nullable: true, description: 'Of a no reply: whom of the council to tell.' })
  route!: NoReplyRoute | null;

  @Field(() => Int, { nullable: true, description: 'Of a decline flag: invitations in the period.' })
  invitations!: number | null;

  @Field(() => Int, { nullable: true, description: 'Of a decline flag: how many were declined or not answered.' })
  declined!: number | null;

  @Field(() => String, { nullable: true, description: 'Of figures: the quarter, such as 2026-27 Q1.' })
  quarter!: string | null;

  @Field(() => [String], { nullable: true, description: 'Of a discrepancy: the lines that differ.' })
  lines!: readonly string[] | null;
}

@Resolver()
export class AlertFeed {
  @Authorized<Role>(...VISIT_READERS)
  @Query(() => AlertFeedItem, {
    nullable: true,
    description: 'The item of the feed at this cursor; null where there is none for the caller.',
  })
  async alertFeedItem(
    @Ctx() context: RequestContext,
    @Arg('cursor', () => CursorScalar, { description: 'As the feed gave it.' }) cursor: string,
  ): Promise<AlertFeedItem | null> {
    mayFollowCare(context);
    return itemAt(context, cursor, itemOf);
  }

  @Authorized<Role>(...VISIT_READERS)
  @Subscription(() => AlertFeedItem, {
    description:
      'Calls found late, what is done about them, and no replies, in order, from a cursor on; a suspended provider is told as well.',
    subscribe: ({ context, args }) => {
      mayFollowCare(context as RequestContext);
      const { after } = args as { after?: string };
      return itemsFrom(context as RequestContext, after, FEEDS.alertFeed.types, itemOf);
    },
  })
  alertFeed(
    @Root() item: AlertFeedItem,
    @Arg('after', () => CursorScalar, { nullable: true, description: 'The last cursor seen; left out, from now on.' })
    _after?: string,
  ): AlertFeedItem {
    return item;
  }
}

type Told = Partial<
  Pick<AlertFeedItem, 'placementId' | 'alertId' | 'caseId' | 'plannedStart' | 'timeCritical' | 'state'>
> &
  Partial<Pick<AlertFeedItem, 'rule' | 'route' | 'invitations' | 'declined' | 'quarter' | 'lines'>> & {
    readonly providerId: string;
    readonly visitId?: string;
    readonly code?: string;
    readonly why?: string;
  };

async function itemOf(context: RequestContext, event: LoggedEvent): Promise<AlertFeedItem | null> {
  const type = FEEDS.alertFeed.types.find((each) => each === event.type);
  if (!type || !isFor(context, event)) return null;
  const told = event.data as Told;
  return Object.assign(new AlertFeedItem(), {
    cursor: (await context.events.cursors()).show(event.seq),
    type,
    occurredAt: event.occurredAt,
    publishedAt: event.recordedAt,
    council: event.council!,
    providerId: told.providerId,
    placementId: told.placementId ?? null,
    visit: told.visitId ? await context.byId(Visit, told.visitId) : null,
    alertId: told.alertId ?? null,
    caseId: told.caseId ?? null,
    plannedStart: told.plannedStart ?? null,
    timeCritical: told.timeCritical ?? null,
    state: told.state ?? null,
    rule: told.rule ?? null,
    reasonCode: told.code ?? told.why ?? null,
    route: told.route ?? null,
    invitations: told.invitations ?? null,
    declined: told.declined ?? null,
    quarter: told.quarter ?? null,
    lines: told.lines ?? null,
  } satisfies AlertFeedItem);
}
