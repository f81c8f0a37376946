import { inTransaction, type Work } from '../../../../kernel/database/work.js';
import { type Allowed, authorise } from '../../../../kernel/identity/caller.js';
import { type Outcome, unlessRefused } from '../../../../kernel/values/refusal.js';
import type { Bid } from '../../entities/bids/bid.js';
import { ANSWERING_ROLES, viewRefusal } from '../../rules/bids/answer.js';
import { holdAnswer } from '../../steps/bids/hold-answer.js';
import { moveBid } from '../../steps/bids/move-bid.js';

export const allowed = { scope: 'offers:read', roles: ANSWERING_ROLES } satisfies Allowed;

/**
 * Notes that somebody at the provider has seen the invitation. The first view counts; later ones change nothing.
 * [SM-3, SM-5]
 */
export async function viewInvitation(work: Work, input: { readonly callOffId: string }): Promise<Outcome<Bid>> {
  authorise(work.caller, allowed);
  return inTransaction(work, work.caller.councils, async (t) => {
    const { callOff, bid, facts } = await holdAnswer(t, input.callOffId, 'SHARED');
    unlessRefused(viewRefusal(facts));
    if (bid.state === 'INVITED') await moveBid(t, callOff, bid, 'view');
    return bid;
  });
}
