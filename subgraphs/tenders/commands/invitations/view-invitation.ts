import { inTransaction, type Work } from '../../../../kernel/database/work.js';
import { authorise } from '../../../../kernel/identity/caller.js';
import { type Outcome, refused } from '../../../../kernel/values/refusal.js';
import type { Bid } from '../../entities/bids/bid.js';
import { ANSWERING_ROLES, NOT_INVITED } from '../../rules/bids/bid.js';
import { holdAnswer, invitedOf } from '../../steps/bids/hold-answer.js';
import { moveBid } from '../../steps/move.js';

/** Notes that somebody at the provider has seen the invitation; of one seen or answered already, nothing. [SM-3] */
export async function viewInvitation(work: Work, input: { readonly callOffId: string }): Promise<Outcome<Bid>> {
  authorise(work.caller, { scope: 'offers:read', roles: ANSWERING_ROLES });
  const invited = await invitedOf(work, input.callOffId);
  if (!invited) return refused(NOT_INVITED);
  return inTransaction(work, invited.council, async (t) => {
    const { callOff, bid } = await holdAnswer(t, invited, 'SHARED');
    if (bid.state === 'INVITED') await moveBid(t, callOff, bid, 'view');
    return bid;
  });
}
