import { ArgsType, Field, ObjectType } from 'type-graphql';
import type { LoggedEvent } from '../../schema/events/envelope.js';
import { badInput } from '../graphql/bad-input.js';
import type { RequestContext } from '../graphql/request-context.js';
import { CursorScalar, DateTimeScalar } from '../graphql/scalars.js';
import { isProvider } from '../identity/caller.js';
import { followEvents } from './event-log.js';

/**
 * What the live feeds of the subgraphs have in common: what every item says, who is told, and how a subscription
 * follows the log. A feed is a subscription and its twin, the query that answers one item by cursor:
 *
 * ```ts
 * const FEED = feedOf({ types: FEEDS.alertFeed.types, itemOf });
 *
 * @Query(() => AlertFeedItem, { nullable: true, description: ITEM_AT_CURSOR })
 * alertFeedItem(@Ctx() context: RequestContext, @Args() { cursor }: FeedItemArgs) {
 *   return FEED.itemAt(context, cursor);
 * }
 *
 * @Subscription(() => AlertFeedItem, { description: '…', subscribe: FEED.subscribe })
 * alertFeed(@Root() item: AlertFeedItem, @Args() _args: FeedArgs) {
 *   return item;
 * }
 * ```
 */

/** What every item of a feed says, whatever it is about. The class of an item adds its `type`, an enum of its own. */
@ObjectType()
export abstract class FeedItem {
  @Field(() => CursorScalar, { description: 'Resume after it: nothing is missed and nothing comes twice.' })
  cursor!: string;

  @Field(() => DateTimeScalar, { description: 'When it happened.' })
  occurredAt!: Date;

  @Field(() => DateTimeScalar, { description: 'When the hub published it: clocks count from here, not from delivery.' })
  publishedAt!: Date;
}

/** Where a subscription begins. */
@ArgsType()
export class FeedArgs {
  @Field(() => CursorScalar, {
    nullable: true,
    description: 'The last cursor that you have handled. Left out: from now on; "0": from the beginning.',
  })
  after?: string | null;
}

/** Which item the twin of a feed answers. */
@ArgsType()
export class FeedItemArgs {
  @Field(() => CursorScalar, { description: 'A cursor that the feed gave.' })
  cursor!: string;
}

/** The description of every feed's twin. */
export const ITEM_AT_CURSOR = 'The item of the feed at this cursor; null if there is none for the caller.';

/** What an item says of its event alone: the class of the item is filled with it first. */
export type FeedItemHead<Type extends string> = FeedItem & { readonly type: Type };

/** What is particular to one feed. */
export interface FeedDefinition<Type extends string, Item extends FeedItem> {
  /** Types of the events that it carries. */
  readonly types: readonly Type[];
  /** The item of an event that is for this caller; null if a query by the same caller would not show it. */
  itemOf(context: RequestContext, event: LoggedEvent, head: FeedItemHead<Type>): Promise<Item | null>;
}

export interface Feed<Item extends FeedItem> {
  /** Answers the twin query: the item at this cursor, or null if there is none for this caller. */
  itemAt(context: RequestContext, cursor: string): Promise<Item | null>;
  /** Answers the subscription, as type-graphql asks for it. */
  subscribe(asked: { readonly context: unknown; readonly args: unknown }): AsyncIterableIterator<Item>;
}

/** A feed as its two resolvers need it: its types, its audience and its cursors are looked after here. */
export function feedOf<Type extends string, Item extends FeedItem>(definition: FeedDefinition<Type, Item>): Feed<Item> {
  const { types } = definition;
  async function itemOf(context: RequestContext, event: LoggedEvent): Promise<Item | null> {
    const type = types.find((each) => each === event.type);
    if (!type || !isFor(context, event)) return null;
    const cursor = (await context.events.cursors()).show(event.seq);
    const { occurredAt, recordedAt: publishedAt } = event;
    return definition.itemOf(context, event, { cursor, type, occurredAt, publishedAt });
  }
  return {
    itemAt: (context, cursor) => itemAt(context, cursor, itemOf),
    subscribe({ context, args }) {
      return itemsFrom(context as RequestContext, (args as FeedArgs).after, types, itemOf);
    },
  };
}

/**
 * Whether the caller is in an event's audience. A feed view is nobody in particular: it may see what is told to anybody
 * of its kind, and the gateway delivers it to those in the audience alone (IDG-23, IDG-26).
 */
function isFor({ caller }: RequestContext, { council, audience }: LoggedEvent): boolean {
  if (caller.role === 'hub') return true;
  if (council !== null && !caller.councils.includes(council)) return false;
  // Nobody of a council is told of what belongs to none; a provider is, if it is about itself.
  if (!isProvider(caller)) return council !== null && (audience.roles?.includes(caller.role) ?? false);
  const { providers = [] } = audience;
  return caller.viewClass ? providers.length > 0 : providers.includes(caller.organisation);
}

/** What is at this cursor, or null: no event, none of these types, or not for this caller. */
async function itemAt<Item>(
  context: RequestContext,
  cursor: string,
  itemOf: (context: RequestContext, event: LoggedEvent) => Promise<Item | null>,
): Promise<Item | null> {
  const seq = (await context.events.cursors()).readItem(cursor);
  if (!seq) return null;
  const [event] = await context.events.read(seq - 1, 1);
  return event?.seq === seq ? itemOf(context, event) : null;
}

/**
 * The items of this caller from a cursor on, without end. It ends at once when its reader leaves.
 *
 * @param itemOf answers null if an event is not for this caller
 */
function itemsFrom<Item>(
  context: RequestContext,
  after: string | null | undefined,
  types: readonly string[],
  itemOf: (context: RequestContext, event: LoggedEvent) => Promise<Item | null>,
): AsyncIterableIterator<Item> {
  const left = new AbortController();
  async function* items(): AsyncGenerator<Item, void, undefined> {
    const from = after == null ? await context.events.head() : (await context.events.cursors()).read(after);
    if (from === null) throw badInput('after takes a cursor that a feed gave.');
    for await (const event of followEvents(context.events, from, types, left.signal)) {
      const item = await itemOf(context.fresh(), event);
      if (item) yield item;
    }
  }
  const iterator = items();
  return {
    next: () => iterator.next(),
    return: async () => {
      left.abort();
      return iterator.return();
    },
    throw: (error) => iterator.throw(error),
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
