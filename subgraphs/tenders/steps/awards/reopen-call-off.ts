import type { Transaction } from '../../../../kernel/database/work.js';
import { Bid } from '../../entities/bids/bid.js';
import { isInEvaluation } from '../../rules/bids/bid-states.js';
import { passedState } from '../../rules/evaluation/assessment.js';
import { AWARD_REFUSAL_REASONS } from '../../rules/invitations/decline.js';
import { definitionOf } from '../../rules/routes/routes.js';
import { moveBid } from '../bids/move-bid.js';
import type { HeldCallOff } from '../call-offs/hold-call-off.js';
import { moveCallOff } from '../call-offs/move-call-off.js';
import { evaluateStage } from '../evaluation/evaluate-stage.js';
import { tellDeclined } from '../invitations/tell-declined.js';
import { nextStep } from '../stages/next-step.js';
import { takeStep } from '../stages/open-stage.js';
import { tellOutcome } from './tell-outcome.js';
import { undoAward } from './undo-award.js';

/**
 * Reopens a call-off whose winner cannot proceed: that counts as a decline, and the bids it had beaten are evaluated
 * again and each bidder is told so, or the next stage opens. [AWRD-09, ROUT-12, SM-2, SM-3]
 */
export async function reopenCallOff(t: Transaction, held: HeldCallOff, bid: Bid, reason: string): Promise<void> {
  const { callOff } = held;
  const stage = held.stage!;
  const award = await undoAward(t, held, reason);
  bid.declineReason = AWARD_REFUSAL_REASONS.find((each) => each === reason) ?? null;
  await moveBid(t, callOff, bid, 'cannot proceed', { reason });
  // That it won holds no more, and it knows what became of it.
  Object.assign(bid, { outcome: null, outcomeReason: null, outcomeAt: null });
  await moveCallOff(t, callOff, 'provider refuses', { reason });
  await tellDeclined(t, held, [bid]);
  // Only bids that could have been offered the package then can be offered it now.
  const ranked = award.order.map(({ bidId }) => bidId);
  const { gate } = definitionOf(callOff.route!);
  const revived: Bid[] = [];
  const beaten = await t.em.find(Bid, { stageId: stage.id, state: 'UNSUCCESSFUL' });
  for (const bidder of beaten) {
    // With a gate before the choice, who was never tried by it may still be.
    const isUntried = gate !== undefined && bidder.gateOutcome === null;
    if (!ranked.includes(bidder.id) && !isUntried) continue;
    const to = gate && bidder.gateOutcome === 'PASSED' ? passedState(gate) : 'UNDER_EVALUATION';
    await moveBid(t, callOff, bidder, 'winner refuses', { to });
    revived.push(bidder);
  }
  const { suitable } = await evaluateStage(t, held);
  const step = await nextStep(t, held, suitable);
  // Whose bid a check ends is told by then, and whom the stage leaves behind as it is left.
  if (step.step === 'OFFER' || step.step === 'WAIT') {
    const undecided = revived.filter(({ state }) => isInEvaluation(state));
    for (const bidder of undecided) await tellOutcome(t, callOff, stage, bidder);
  }
  await takeStep(t, held, step);
}

/** The bid of this provider that holds the award; null if it holds none, or care has started. */
export async function winningBid(t: Transaction, { callOff }: HeldCallOff, providerId: string): Promise<Bid | null> {
  if (callOff.state !== 'AWARDED') return null;
  return t.em.findOne(Bid, { callOffId: callOff.id, providerId, state: 'WON' });
}
