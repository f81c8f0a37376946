import { once } from '../../../../kernel/database/idempotency.js';
import { inTransaction, type Transaction, type Work } from '../../../../kernel/database/work.js';
import { authorise } from '../../../../kernel/identity/caller.js';
import { type Outcome, type Refusal, refused, unlessRefused } from '../../../../kernel/values/refusal.js';
import type { InvitationDeclined } from '../../../../schema/events/tenders.js';
import { Bid } from '../../entities/bids/bid.js';
import { ANSWERING_ROLES, NOT_INVITED } from '../../rules/bids/bid.js';
import { AWARD_REFUSAL_REASONS, type AwardRefusalReason, declineRefusal } from '../../rules/invitations/decline.js';
import type { CallOffRoute } from '../../rules/routes/route.js';
import { tellOutcome } from '../../steps/awards/tell-outcome.js';
import { undoAward } from '../../steps/awards/undo-award.js';
import { invitedOf } from '../../steps/bids/hold-answer.js';
import { evaluateStage } from '../../steps/evaluation/evaluate-stage.js';
import { type HeldCallOff, holdCallOff } from '../../steps/hold-call-off.js';
import { moveBid, moveCallOff } from '../../steps/move.js';
import { nextStep, takeStep } from '../../steps/stages/stage-by-stage.js';
import { subjectOf } from '../../steps/stages/stage-deadlines.js';

const NOT_WON: Refusal = {
  rule: 'AWRD-09',
  code: 'NO_AWARD_TO_REFUSE',
  message: 'Only the provider that holds the award can refuse it, until care has started.',
};

/**
 * The winner, having read the full request, cannot proceed: its award no longer stands, which counts as a decline, and
 * the bids it had beaten are looked at again, or the next stage opens. [AWRD-09, ROUT-12, SM-2, SM-3]
 */
export async function refuseAward(
  work: Work,
  input: { readonly callOffId: string; readonly reason: AwardRefusalReason; readonly idempotencyKey: string },
): Promise<Outcome<Bid>> {
  authorise(work.caller, { scope: 'bids:write', roles: ANSWERING_ROLES });
  const invited = await invitedOf(work, input.callOffId);
  if (!invited) return refused(NOT_INVITED);
  const { idempotencyKey, ...request } = input;
  return inTransaction(work, invited.council, (t) =>
    once(
      t,
      { act: 'refuseAward', key: idempotencyKey, input: request },
      async () => {
        const held = await holdCallOff(t, input.callOffId);
        const bid = await winningBid(t, held, work.caller.organisation);
        unlessRefused(bid ? declineRefusal(held.callOff.route as CallOffRoute, input.reason, 'AWARD') : NOT_WON);
        await reopen(t, held, bid!, input.reason);
        return bid!;
      },
      (id) => t.em.findOneOrFail(Bid, id),
    ),
  );
}

/** The same, heard from cases: the placement was withdrawn because its provider cannot proceed. [AWRD-09] */
export async function refuseForPlacement(
  work: Work,
  withdrawn: {
    readonly council: string;
    readonly callOffId: string;
    readonly providerId: string;
    readonly reason: string;
  },
): Promise<Outcome<void>> {
  return inTransaction(work, withdrawn.council, async (t) => {
    const held = await holdCallOff(t, withdrawn.callOffId);
    const bid = await winningBid(t, held, withdrawn.providerId);
    if (bid) await reopen(t, held, bid, withdrawn.reason);
  });
}

async function winningBid(t: Transaction, { callOff }: HeldCallOff, providerId: string): Promise<Bid | null> {
  if (callOff.state !== 'AWARDED') return null;
  return t.em.findOne(Bid, { callOffId: callOff.id, providerId, state: 'WON' });
}

async function reopen(t: Transaction, held: HeldCallOff, bid: Bid, reason: string): Promise<void> {
  const { callOff } = held;
  const stage = held.stage!;
  const award = await undoAward(t, held, reason);
  bid.declineReason = AWARD_REFUSAL_REASONS.find((each) => each === reason) ?? null;
  await moveBid(t, callOff, bid, 'cannot proceed', { reason });
  await moveCallOff(t, callOff, 'provider refuses', { reason });
  await t.tell({
    type: 'InvitationDeclined',
    subject: subjectOf(callOff),
    council: callOff.council,
    audience: {},
    data: {
      callOffId: callOff.id,
      packageId: callOff.packageId,
      providerId: bid.providerId,
      stage: stage.kind,
      patch: callOff.patch,
      response: 'REFUSED_AFTER_AWARD',
      reasonCode: reason,
    } satisfies InvitationDeclined['data'],
  });
  // Only those that could have been offered the package then can be now.
  const ranked = award.order.map(({ bidId }) => bidId);
  for (const beaten of await t.em.find(Bid, { stageId: stage.id, state: 'UNSUCCESSFUL', id: { $in: ranked } })) {
    await moveBid(t, callOff, beaten, 'winner refuses');
  }
  const { order } = await evaluateStage(t, held);
  const step = await nextStep(t, held, order.length);
  if (step.step === 'OFFER') {
    const again = await t.em.find(Bid, { id: { $in: order.map(({ bidId }) => bidId) } });
    for (const bidder of again) await tellOutcome(t, callOff, stage, bidder);
  }
  await takeStep(t, held, step);
}
