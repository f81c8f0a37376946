import type { RequestContext } from '../../../kernel/graphql/request-context.js';
import { isProvider, NotAuthorisedError } from '../../../kernel/identity/caller.js';
import { Bid } from '../entities/bids/bid.js';
import { advertOf, type CallOffAdvert } from '../entities/call-offs/call-off-advert.js';
import { Stage } from '../entities/stages/stage.js';
import { BESIDE } from '../steps/bids/hold-answer.js';

/** What several resolvers read, each with one query for a whole list. */

/**
 * Refuses what is asked as nobody in particular: a feed view reads feed items and what they join to, and nothing else.
 * A provider's credential must cover the reading of offers. [IDG-05, IDG-27]
 */
export function asOneself({ caller }: RequestContext): void {
  if (caller.viewClass) throw new NotAuthorisedError('IDG-05', 'A feed view reads the items of its feed only.');
  mayReadOffers({ caller });
}

export function mayReadOffers({ caller }: Pick<RequestContext, 'caller'>): void {
  if (isProvider(caller) && !caller.scopes.includes('offers:read')) {
    throw new NotAuthorisedError('IDG-27', 'This credential lacks the scope offers:read.');
  }
}

/** One instant for one request. */
export async function instantOfReading(context: RequestContext): Promise<Date> {
  const read = async (keys: readonly string[]) => {
    const now = await context.now();
    return keys.map(() => now);
  };
  return (await context.loader<string, Date>('now', read).load('now'))!;
}

/** The advert of a call-off as this reader knows it: of the last stage that it may see. [IDG-05, IDG-23] */
export async function advertFor(context: RequestContext, callOffId: string): Promise<CallOffAdvert | null> {
  const stage = await stagesOf(context, callOffId).then((stages) => stages.at(-1));
  return stage ? advertOf(stage, await instantOfReading(context)) : null;
}

/** The advert of one stage, or null where this reader may not see it. */
export async function advertOfStage(context: RequestContext, stageId: string): Promise<CallOffAdvert | null> {
  const stage = await context.byId(Stage, stageId);
  return stage && advertOf(stage, await instantOfReading(context));
}

/** Stages of a call-off in order, as many of them as this reader may see. */
export function stagesOf(context: RequestContext, callOffId: string): Promise<Stage[]> {
  return listOf(context, 'stages', callOffId, (ids) =>
    context.em.find(Stage, { callOffId: { $in: ids } }, { orderBy: { position: 'asc' } }),
  );
}

/** Every answer of a call-off that this reader may see, in the order in which they came. */
export function answersOf(context: RequestContext, callOffId: string): Promise<Bid[]> {
  return listOf(context, 'answers', callOffId, (ids) =>
    context.em.find(
      Bid,
      { callOffId: { $in: ids }, state: { $nin: ['INVITED', 'VIEWED'] } },
      { orderBy: { receivedAt: 'asc', id: 'asc' } },
    ),
  );
}

/** The present answer to an invitation, or null where this reader may not see it. */
export function answerOf(context: RequestContext, invitationId: string): Promise<Bid | null> {
  return context
    .loader<string, Bid>('answer', async (ids) => {
      const bids = await context.em.find(Bid, { invitationId: { $in: [...ids] }, state: { $nin: [...BESIDE] } });
      const found = new Map(bids.map((bid) => [bid.invitationId, bid]));
      return ids.map((id) => found.get(id) ?? null);
    })
    .load(invitationId);
}

/** The rows of one call-off, read together with those of its neighbours in a list. */
export async function listOf<Row extends { callOffId: string }>(
  context: RequestContext,
  name: string,
  callOffId: string,
  find: (callOffIds: string[]) => Promise<Row[]>,
): Promise<Row[]> {
  const loader = context.loader<string, Row[]>(name, async (ids) => {
    const rows = new Map(ids.map((id): [string, Row[]] => [id, []]));
    for (const row of await find([...ids])) rows.get(row.callOffId)?.push(row);
    return ids.map((id) => rows.get(id) ?? []);
  });
  return (await loader.load(callOffId)) ?? [];
}
