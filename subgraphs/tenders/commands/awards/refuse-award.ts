import { once } from '../../../../kernel/database/idempotency.js';
import { inTransaction, type Work } from '../../../../kernel/database/work.js';
import { type Allowed, authorise } from '../../../../kernel/identity/caller.js';
import { type Outcome, unlessRefused } from '../../../../kernel/values/refusal.js';
import type { CallOffRoute } from '../../../../schema/events/tenders.js';
import { Bid } from '../../entities/bids/bid.js';
import { lastInvitation } from '../../reads/invitations/last-invitation.js';
import { NO_AWARD_TO_REFUSE } from '../../rules/awards/award-refusal.js';
import { ANSWERING_ROLES, NOT_INVITED } from '../../rules/bids/answer.js';
import { type AwardRefusalReason, declineRefusal } from '../../rules/invitations/decline.js';
import { reopenCallOff, winningBid } from '../../steps/awards/reopen-call-off.js';
import { holdCallOff } from '../../steps/call-offs/hold-call-off.js';

export const allowed = { scope: 'bids:write', roles: ANSWERING_ROLES } satisfies Allowed;

/**
 * Gives an award back whose winner, having read the full request, cannot proceed: that counts as a decline, and the
 * call-off goes on. [AWRD-09, ROUT-12, SM-2, SM-3]
 */
export async function refuseAward(
  work: Work,
  input: { readonly callOffId: string; readonly reason: AwardRefusalReason; readonly idempotencyKey: string },
): Promise<Outcome<Bid>> {
  authorise(work.caller, allowed);
  const { idempotencyKey, ...request } = input;
  const { organisation, councils } = work.caller;
  return inTransaction(work, councils, (t) =>
    once(
      t,
      { act: 'refuseAward', key: idempotencyKey, input: request },
      async () => {
        const invited = await lastInvitation(t.em, request.callOffId, organisation);
        unlessRefused(invited ? null : NOT_INVITED);
        const held = await holdCallOff(t, request.callOffId);
        const bid = await winningBid(t, held, organisation);
        unlessRefused(
          bid ? declineRefusal(held.callOff.route as CallOffRoute, request.reason, 'AWARD') : NO_AWARD_TO_REFUSE,
        );
        await reopenCallOff(t, held, bid!, request.reason);
        return bid!;
      },
      (id) => t.em.findOneOrFail(Bid, id),
    ),
  );
}
