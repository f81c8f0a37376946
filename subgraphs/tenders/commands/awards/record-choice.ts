import { once } from '../../../../kernel/database/idempotency.js';
import { inTransaction, type Work } from '../../../../kernel/database/work.js';
import { type Allowed, authorise } from '../../../../kernel/identity/caller.js';
import { isId } from '../../../../kernel/values/ids.js';
import { type Outcome, unlessRefused } from '../../../../kernel/values/refusal.js';
import { Choice } from '../../entities/awards/choice.js';
import { topUpToKeep } from '../../entities/awards/top-up.js';
import { Bid } from '../../entities/bids/bid.js';
import { CHOOSERS } from '../../entities/readers.js';
import { choiceRefusals, choosingRefusal } from '../../rules/awards/choice.js';
import type { InvolvementEntry } from '../../rules/awards/involvement.js';
import { type TopUpTerms, topUpTermsRefusals } from '../../rules/awards/top-up-terms.js';
import { mayBeChosen } from '../../rules/evaluation/assessment.js';
import { isSuitable } from '../../rules/evaluation/suitability.js';
import { definitionOf } from '../../rules/routes/routes.js';
import { askRegister, placeAsked } from '../../steps/awards/ask-register.js';
import { keepChoice } from '../../steps/awards/keep-choice.js';
import { offersInOrder } from '../../steps/awards/offers-in-order.js';
import { settlePlace } from '../../steps/awards/settle-place.js';
import { holdCallOff } from '../../steps/call-offs/hold-call-off.js';
import { moveCallOff } from '../../steps/call-offs/move-call-off.js';
import { approachHome } from '../../steps/matching/approach-home.js';

export const allowed = { scope: 'requests:write', roles: CHOOSERS } satisfies Allowed;

export interface RecordChoice {
  readonly callOffId: string;
  readonly bidId: string;
  /** Who of the person's side decided, how and when. */
  readonly decidedBy: InvolvementEntry;
  readonly reason: string;
  /** Of a place in a home on a route that weighs its price: what is on record about what it is above the fee (CHOI-06). */
  readonly topUp: TopUpTerms | null;
  readonly idempotencyKey: string;
}

/**
 * Records which offer was chosen with the person or the family, on a route on which the broker does not choose. It may be
 * recorded anew until the broker has awarded: the latest counts. Where the person is shown the top ranked it is one of those,
 * and CQC must not rate it Inadequate at that instant; a place in a home above the standard fee needs its top-up settled, or
 * waits for the council if exceptional circumstances are put to it. Where it is made among proposals, the preferred home is
 * asked now, and it alone. [ROUT-25, ROUT-28, ROUT-31, ROUT-32, CHOI-01, CHOI-03, CHOI-06, CHOI-08, CHOI-09, CHOI-10, EVAL-11,
 * EVAL-12, NTF-13; 001 §2(f)]
 */
export async function recordChoice(work: Work, input: RecordChoice): Promise<Outcome<Choice>> {
  authorise(work.caller, allowed);
  const { idempotencyKey, ...request } = input;
  return inTransaction(work, work.caller.organisation, (t) =>
    once(
      t,
      { act: 'recordChoice', key: idempotencyKey, input: request },
      async () => {
        const held = await holdCallOff(t, request.callOffId);
        const { callOff, stage } = held;
        const now = await t.now();
        const { bidId, decidedBy, reason, topUp } = request;
        const choice = callOff.route ? definitionOf(callOff.route).choice : undefined;
        const bid = isId(bidId) && stage ? await t.em.findOne(Bid, { id: bidId, stageId: stage.id }) : null;
        const { gate, topUps } = callOff.route ? definitionOf(callOff.route) : {};
        const isPlace = topUps === true && callOff.need.home !== null;
        const isProposal = choice?.among === 'PROPOSALS';
        const facts = { choice, callOff: callOff.state, recordedBy: t.caller.role, decidedBy, reason, at: now };
        unlessRefused(choosingRefusal(facts));
        const { order, shown } = await offersInOrder(t, held);
        const place = isPlace && bid ? placeAsked(callOff, bid.homeId, bid.startDate) : null;
        const asked = bid && { providerId: bid.providerId, schemeId: null, place };
        const register = asked && choice?.alternatives ? await askRegister(t, callOff, asked) : null;
        const offer = bid && {
          mayBeChosen: isProposal ? bid.state === 'PROPOSED' : mayBeChosen(gate, bid),
          receivedAt: bid.proposal ? new Date(bid.proposal.at) : bid.receivedAt,
          isConfirmed: isSuitable(bid.criteria),
          isShown: isProposal || shown.some((each) => each.bidId === bid.id),
        };
        unlessRefused(
          ...choiceRefusals({ ...facts, offer, rating: register?.rating ?? null }),
          ...topUpTermsRefusals(topUp, isPlace, now),
        );
        const settled = place && register ? settlePlace(callOff, place, register, topUp) : null;
        const { providerId, homeId } = bid!;
        const rank = order.find((each) => each.bidId === bidId)?.place ?? null;
        const kept = await keepChoice(
          t,
          held,
          {
            ...{ bidId, providerId, homeId, order, place: gate ? rank : null },
            ...(settled && { ...settled, topUp: topUpToKeep(topUp) }),
          },
          { decidedBy, reason },
        );
        // Exceptional circumstances are for the council to decide first.
        if (kept.answer !== 'ALLOWED') return kept;
        await moveCallOff(t, callOff, isProposal ? 'prefer home' : 'choice recorded');
        if (isProposal) await approachHome(t, held, bid!);
        return kept;
      },
      (id) => t.em.findOneOrFail(Choice, id),
    ),
  );
}
