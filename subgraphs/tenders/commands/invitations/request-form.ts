import { inTransaction, type Work } from '../../../../kernel/database/work.js';
import { type Allowed, authorise } from '../../../../kernel/identity/caller.js';
import { type Outcome, unlessRefused } from '../../../../kernel/values/refusal.js';
import type { Bid } from '../../entities/bids/bid.js';
import { ANSWERING_ROLES, formReleaseRefusal } from '../../rules/bids/answer.js';
import { isUnanswered } from '../../rules/bids/bid-states.js';
import { mayReadForm } from '../../rules/invitations/disclosure.js';
import { definitionOf } from '../../rules/routes/routes.js';
import { holdAnswer } from '../../steps/bids/hold-answer.js';
import { moveBid, tellForm } from '../../steps/bids/move-bid.js';

export const allowed = { scope: 'bids:write', roles: ANSWERING_ROLES } satisfies Allowed;

/**
 * An invitee asks for the request form, on a route that releases it before an award. Who asked, and when, is kept in the
 * audit trail; cases then opens the form to it and keeps each reading of it. The first request counts; later ones change
 * nothing. [IDG-04, ROUT-27, SM-3]
 */
export async function requestForm(work: Work, input: { readonly callOffId: string }): Promise<Outcome<Bid>> {
  authorise(work.caller, allowed);
  return inTransaction(work, work.caller.councils, async (t) => {
    const { callOff, stage, bid, now, facts } = await holdAnswer(t, input.callOffId, 'SHARED');
    if (mayReadForm(bid)) return bid;
    unlessRefused(formReleaseRefusal(facts, definitionOf(stage.route).disclosure));
    bid.formRequestedAt = now;
    bid.formRequestedBy = t.caller.subject;
    // Whose offer stands has answered; it asks beside its answer.
    if (isUnanswered(bid.state)) await moveBid(t, callOff, bid, 'request form');
    else await tellForm(t, callOff, bid, true);
    return bid;
  });
}
