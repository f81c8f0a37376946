import { once } from '../../../../kernel/database/idempotency.js';
import { inTransaction, type Work } from '../../../../kernel/database/work.js';
import { authorise } from '../../../../kernel/identity/caller.js';
import { type Outcome, refused, unlessRefused } from '../../../../kernel/values/refusal.js';
import { Bid } from '../../entities/bids/bid.js';
import { ANSWERING_ROLES, NOT_INVITED, withdrawalRefusal } from '../../rules/bids/bid.js';
import { bidStates } from '../../rules/bids/bid-states.js';
import { holdAnswer, invitedOf } from '../../steps/bids/hold-answer.js';
import { moveBid } from '../../steps/move.js';

/** A bidder takes its bid back while the window is open; it may then answer anew. Answers the bid withdrawn. [SM-3] */
export async function withdrawBid(
  work: Work,
  input: { readonly callOffId: string; readonly idempotencyKey: string },
): Promise<Outcome<Bid>> {
  authorise(work.caller, { scope: 'bids:write', roles: ANSWERING_ROLES });
  const invited = await invitedOf(work, input.callOffId);
  if (!invited) return refused(NOT_INVITED);
  return inTransaction(work, invited.council, (t) =>
    once(
      t,
      { act: 'withdrawBid', key: input.idempotencyKey, input: input.callOffId },
      async () => {
        const { callOff, bid, facts } = await holdAnswer(t, invited, 'SHARED');
        unlessRefused(withdrawalRefusal(facts));
        await moveBid(t, callOff, bid, 'withdraw');
        // Before the next attempt is begun, for of one invitation only one answer is open at a time.
        await t.em.flush();
        const { council, callOffId, stageId, invitationId } = invited;
        const of = { council, callOffId, stageId, invitationId, providerId: bid.providerId };
        t.em.persist(t.em.create(Bid, { ...of, attempt: bid.attempt + 1, state: bidStates.initial }));
        return bid;
      },
      (id) => t.em.findOneOrFail(Bid, id),
    ),
  );
}
