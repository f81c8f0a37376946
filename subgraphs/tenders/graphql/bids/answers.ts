import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import { Bid } from '../../entities/bids/bid.js';
import { BESIDE_THE_ANSWER, UNANSWERED } from '../../rules/bids/bid-states.js';
import { rowsOfCallOff } from '../rows-of-call-off.js';

/** Every answer of a call-off that this reader may see, in the order in which they came; who was not asked has none. */
export function answersOf(context: RequestContext, callOffId: string): Promise<Bid[]> {
  return rowsOfCallOff(context, 'answers', callOffId, (ids) =>
    context.em.find(
      Bid,
      { callOffId: { $in: ids }, approached: true, state: { $nin: ['PROPOSED', ...UNANSWERED] } },
      { orderBy: { receivedAt: 'asc', id: 'asc' } },
    ),
  );
}

/** The present answer to an invitation, or null if this reader may not see it. */
export function answerOf(context: RequestContext, invitationId: string): Promise<Bid | null> {
  return context
    .loader<string, Bid>('answer', async (ids) => {
      const bids = await context.em.find(Bid, {
        invitationId: { $in: [...ids] },
        state: { $nin: [...BESIDE_THE_ANSWER] },
      });
      const found = new Map(bids.map((bid) => [bid.invitationId, bid]));
      return ids.map((id) => found.get(id) ?? null);
    })
    .load(invitationId);
}
