import { GraphQLError } from 'graphql';
import type { LoggedEvent } from '../../schema/events/envelope.js';
import type { RequestContext } from '../graphql/request-context.js';
import { isProvider } from '../identity/caller.js';
import { followEvents } from './event-log.js';

/** What the live feeds of the subgraphs have in common: who is told, and how a subscription follows the log. */

/**
 * Whether the caller is in an event's audience. A feed view is nobody in particular: it may see what is told to anybody
 * of its kind, and the gateway delivers it to those in the audience alone. [NTF; IDG-23, IDG-26]
 */
export function isFor({ caller }: RequestContext, { council, audience }: LoggedEvent): boolean {
  if (caller.role === 'hub') return true;
  if (council === null || !caller.councils.includes(council)) return false;
  if (!isProvider(caller)) return audience.roles?.includes(caller.role) ?? false;
  const { providers = [] } = audience;
  return caller.viewClass ? providers.length > 0 : providers.includes(caller.organisation);
}

/** What is at this cursor, or null: no event, none of these types, or not for this caller. */
export async function itemAt<Item>(
  context: RequestContext,
  cursor: string,
  itemOf: (context: RequestContext, event: LoggedEvent) => Promise<Item | null>,
): Promise<Item | null> {
  const seq = (await context.events.cursors()).read(cursor);
  if (!seq) return null;
  const [event] = await context.events.read(seq - 1, 1);
  return event?.seq === seq ? itemOf(context, event) : null;
}

/**
 * The items of this caller from a cursor on, without end; ends at once when its reader leaves.
 *
 * @param itemOf null where an event is not for this caller
 */
export function itemsFrom<Item>(
  context: RequestContext,
  after: string | undefined,
  types: readonly string[],
  itemOf: (context: RequestContext, event: LoggedEvent) => Promise<Item | null>,
): AsyncIterableIterator<Item> {
  const left = new AbortController();
  async function* items(): AsyncGenerator<Item, void, undefined> {
    const from = after === undefined ? await context.events.head() : (await context.events.cursors()).read(after);
    if (from === null) {
      throw new GraphQLError('This is no cursor of the feed.', { extensions: { code: 'BAD_USER_INPUT' } });
    }
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
