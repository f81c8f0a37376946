import { once } from '../../../../kernel/database/idempotency.js';
import { inTransaction, type Work } from '../../../../kernel/database/work.js';
import { type Allowed, authorise } from '../../../../kernel/identity/caller.js';
import { type Outcome, unlessRefused } from '../../../../kernel/values/refusal.js';
import { Bid } from '../../entities/bids/bid.js';
import { ANSWERING_ROLES, withdrawalRefusal } from '../../rules/bids/answer.js';
import { bidStates } from '../../rules/bids/bid-states.js';
import { holdAnswer } from '../../steps/bids/hold-answer.js';
import { moveBid } from '../../steps/bids/move-bid.js';

export const allowed = { scope: 'bids:write', roles: ANSWERING_ROLES } satisfies Allowed;

/** Takes a bid back while the window is open; its bidder may then answer again. Answers the withdrawn bid. [SM-3] */
export async function withdrawBid(
  work: Work,
  input: { readonly callOffId: string; readonly idempotencyKey: string },
): Promise<Outcome<Bid>> {
  authorise(work.caller, allowed);
  return inTransaction(work, work.caller.councils, (t) =>
    once(
      t,
      { act: 'withdrawBid', key: input.idempotencyKey, input: input.callOffId },
      async () => {
        const { callOff, bid, facts } = await holdAnswer(t, input.callOffId, 'SHARED');
        unlessRefused(withdrawalRefusal(facts));
        await moveBid(t, callOff, bid, 'withdraw');
        // Before the next attempt begins, for of one invitation only one answer is open at a time.
        await t.em.flush();
        const { council, callOffId, stageId, invitationId, providerId, attempt } = bid;
        const of = { council, callOffId, stageId, invitationId, providerId };
        t.em.persist(t.em.create(Bid, { ...of, attempt: attempt + 1, state: bidStates.initial }));
        return bid;
      },
      (id) => t.em.findOneOrFail(Bid, id),
    ),
  );
}
