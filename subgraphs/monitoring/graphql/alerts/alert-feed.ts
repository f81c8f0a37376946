import { Args, Authorized, Ctx, Field, ID, Int, ObjectType, Query, Resolver, Root, Subscription } from 'type-graphql';
import { enumType } from '../../../../kernel/graphql/enum-type.js';
import { Council } from '../../../../kernel/graphql/hub-fields.js';
import { Reads } from '../../../../kernel/graphql/read-scopes.js';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import { DateTimeScalar } from '../../../../kernel/graphql/scalars.js';
import type { Role } from '../../../../kernel/identity/caller.js';
import {
  FeedArgs,
  FeedItem,
  FeedItemArgs,
  type FeedItemHead,
  feedOf,
  ITEM_AT_CURSOR,
} from '../../../../kernel/log/feed.js';
import type { LoggedEvent } from '../../../../schema/events/envelope.js';
import { FEEDS } from '../../../../schema/feeds.js';
import { AlertKindWord, AlertStateWord, ContactTaskOutcomeWord } from '../../entities/alerts/words.js';
import { NoReplyRouteWord } from '../../entities/no-reply/words.js';
import { ALERT_READERS } from '../../entities/readers.js';
import { Visit } from '../../entities/visits/visit.js';
import { VisitQueryWord, VisitStateWord } from '../../entities/visits/words.js';
import type { AlertKind } from '../../rules/alerts/alert-standing.js';
import type { AlertState } from '../../rules/alerts/alert-states.js';
import type { ContactTaskOutcome } from '../../rules/alerts/contact-task.js';
import type { NoReplyRoute } from '../../rules/no-reply/no-reply-route.js';
import type { VisitQuery } from '../../rules/visits/visit-query.js';
import type { VisitState } from '../../rules/visits/visit-states.js';

type FeedType = (typeof FEEDS.alertFeed.types)[number];

const AlertFeedEventWord = enumType(FEEDS.alertFeed.types, {
  name: 'AlertFeedEvent',
  description: 'What an item of the alert feed tells.',
});

@ObjectType({ description: 'That a visit stands elsewhere than before, or has just become known (DEL-20).' })
class VisitMove {
  @Field(() => ID, { description: 'Id of the visit.' })
  visitId!: string;

  @Field(() => ID, { description: 'Id of the placement.' })
  placementId!: string;

  @Field(() => VisitStateWord, { description: 'The state that it moved to.' })
  state!: VisitState;

  @Field(() => VisitQueryWord, {
    nullable: true,
    description: 'For VisitsQueried: what the council is asked about it.',
  })
  query!: VisitQuery | null;

  @Field(() => Visit, { nullable: true, description: 'The visit as it stands now.' })
  visit!: Visit | null;
}

/**
 * One event of the care that is being given, as a subscriber is told of it. None of its fields depends on which
 * organisation is looking: who may see an event at all is the event's audience.
 */
@ObjectType({
  description:
    'One thing that happened to a call, or that a provider’s figures show (DEL-18, DEL-20, NTF-19 to NTF-21, NTF-32, NTF-37).',
})
@Reads('alerts:read')
export class AlertFeedItem extends FeedItem {
  @Field(() => AlertFeedEventWord, { description: 'What happened.' })
  type!: FeedType;

  @Field(() => Council, { description: 'The council that commissioned the care.' })
  council!: string;

  @Field(() => ID, { description: 'Id of the provider.' })
  providerId!: string;

  @Field(() => ID, { nullable: true, description: 'Id of the placement, if it is about one.' })
  placementId!: string | null;

  @Field(() => Visit, { nullable: true, description: 'The call as it stands now, if it is about one.' })
  visit!: Visit | null;

  @Field(() => ID, { nullable: true, description: 'Id of the alert, if it is about one.' })
  alertId!: string | null;

  @Field(() => AlertKindWord, {
    nullable: true,
    description: 'For VisitAlertRaised: whether nobody had come, or not everybody.',
  })
  kind!: AlertKind | null;

  @Field(() => ID, {
    nullable: true,
    description: 'For UserUnreachable and ContactTaskDone: id of the council’s contact task (NTF-20).',
  })
  taskId!: string | null;

  @Field(() => NoReplyRouteWord, {
    nullable: true,
    description: 'For UserUnreachable: the desk of the council that is to reach the person or their next of kin.',
  })
  desk!: NoReplyRoute | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'For UserUnreachable: until when that is done in time.',
  })
  dueAt!: string | null;

  @Field(() => ContactTaskOutcomeWord, { nullable: true, description: 'For ContactTaskDone: what came of it.' })
  outcome!: ContactTaskOutcome | null;

  @Field(() => ID, { nullable: true, description: 'Id of the no-reply case, if it is about one.' })
  caseId!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'For VisitAlertRaised: when the call was to begin.' })
  plannedStart!: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'For VisitAlertRaised and ServiceRefused: whether the time of the call must be strictly kept.',
  })
  timeCritical!: boolean | null;

  @Field(() => AlertStateWord, {
    nullable: true,
    description: 'For VisitAlertMoved and VisitAlertClosed: the step that the alert has reached.',
  })
  state!: AlertState | null;

  @Field(() => String, {
    nullable: true,
    description: 'For an escalation or a breach: the catalogue id of the rule that was not kept.',
  })
  rule!: string | null;

  @Field(() => String, { nullable: true, description: 'For a breach or a flag: what it was, as a code.' })
  reasonCode!: string | null;

  @Field(() => NoReplyRouteWord, { nullable: true, description: 'For NoReplyReported: whom of the council to tell.' })
  route!: NoReplyRoute | null;

  @Field(() => [VisitMove], {
    nullable: true,
    description: 'For VisitsChanged and VisitsQueried: the visits, 500 at most.',
  })
  visits!: readonly VisitMove[] | null;

  @Field(() => Int, {
    nullable: true,
    description: 'For ServiceRefused: refused calls of the placement within the days that the council counts.',
  })
  refusals!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'For HeldRowsDropped: how many reported rows waited in vain for their placements (DEL-01).',
  })
  heldRows!: number | null;

  @Field(() => Int, { nullable: true, description: 'For a decline flag: invitations in the period.' })
  invitations!: number | null;

  @Field(() => Int, { nullable: true, description: 'For a decline flag: how many were declined or not answered.' })
  declined!: number | null;

  @Field(() => String, { nullable: true, description: 'For figures: the quarter, such as 2026-27 Q1.' })
  quarter!: string | null;

  @Field(() => [String], { nullable: true, description: 'For a discrepancy: the lines that differ.' })
  lines!: readonly string[] | null;
}

/** What any of the events tells; which of these it has is its own. */
type Told = Partial<
  Pick<
    AlertFeedItem,
    | 'kind'
    | 'taskId'
    | 'desk'
    | 'dueAt'
    | 'outcome'
    | 'placementId'
    | 'alertId'
    | 'caseId'
    | 'plannedStart'
    | 'timeCritical'
    | 'state'
    | 'rule'
  >
> &
  Partial<Pick<AlertFeedItem, 'route' | 'refusals' | 'heldRows' | 'invitations' | 'declined' | 'quarter' | 'lines'>> & {
    readonly providerId: string;
    readonly visitId?: string;
    readonly visits?: ReadonlyArray<Omit<VisitMove, 'visit' | 'query'> & Partial<Pick<VisitMove, 'query'>>>;
    readonly code?: string;
    readonly why?: string;
  };

async function itemOf(
  context: RequestContext,
  event: LoggedEvent,
  head: FeedItemHead<FeedType>,
): Promise<AlertFeedItem> {
  const told = event.data as Told;
  const visits = told.visits?.map(async (move) => ({
    query: null,
    ...move,
    visit: await context.byId(Visit, move.visitId),
  }));
  const moved = visits ? await Promise.all(visits) : null;
  return Object.assign(new AlertFeedItem(), {
    ...head,
    council: event.council!,
    providerId: told.providerId,
    placementId: told.placementId ?? null,
    visit: told.visitId ? await context.byId(Visit, told.visitId) : null,
    alertId: told.alertId ?? null,
    kind: told.kind ?? null,
    taskId: told.taskId ?? null,
    desk: told.desk ?? null,
    dueAt: told.dueAt ?? null,
    outcome: told.outcome ?? null,
    caseId: told.caseId ?? null,
    plannedStart: told.plannedStart ?? null,
    timeCritical: told.timeCritical ?? null,
    state: told.state ?? null,
    rule: told.rule ?? null,
    reasonCode: told.code ?? told.why ?? null,
    route: told.route ?? null,
    visits: moved,
    refusals: told.refusals ?? null,
    heldRows: told.heldRows ?? null,
    invitations: told.invitations ?? null,
    declined: told.declined ?? null,
    quarter: told.quarter ?? null,
    lines: told.lines ?? null,
  } satisfies AlertFeedItem);
}

const FEED = feedOf({ types: FEEDS.alertFeed.types, itemOf });

@Resolver()
export class AlertFeed {
  @Authorized<Role>(...ALERT_READERS)
  @Query(() => AlertFeedItem, { nullable: true, description: ITEM_AT_CURSOR })
  alertFeedItem(
    @Ctx() context: RequestContext,
    @Args(() => FeedItemArgs) { cursor }: FeedItemArgs,
  ): Promise<AlertFeedItem | null> {
    return FEED.itemAt(context, cursor);
  }

  @Authorized<Role>(...ALERT_READERS)
  @Subscription(() => AlertFeedItem, {
    description:
      'Visits as they move, calls found late, what is done about them, and no replies: in order, from a cursor on. A suspended provider is told as well.',
    subscribe: FEED.subscribe,
  })
  alertFeed(@Root() item: AlertFeedItem, @Args(() => FeedArgs) _args: FeedArgs): AlertFeedItem {
    return item;
  }
}
