import type { Transaction } from '../../../../kernel/database/work.js';
import type { Bid } from '../../entities/bids/bid.js';
import type { Check, EligibilityCheckId } from '../../rules/invitations/check.js';
import { moveBid } from '../bids/move-bid.js';
import type { HeldCallOff } from '../call-offs/hold-call-off.js';
import { moveCallOff } from '../call-offs/move-call-off.js';
import { rankStage } from '../evaluation/rank-stage.js';
import { nextStep } from '../stages/next-step.js';
import { takeStep } from '../stages/open-stage.js';
import { tellOutcome } from './tell-outcome.js';

/**
 * Ends a bid whose provider fails a gate at the award; the call-off goes on to the others, or to the next stage.
 * [SM-2, EVAL-01]
 */
export async function endAtGates(
  t: Transaction,
  held: HeldCallOff,
  bid: Bid,
  gates: readonly Check<EligibilityCheckId>[],
): Promise<void> {
  const { callOff, stage } = held;
  if (callOff.state !== 'AWARDING') await moveCallOff(t, callOff, 'offer');
  await moveBid(t, callOff, bid, 'select');
  bid.checks = gates;
  await moveBid(t, callOff, bid, 'gate fails');
  await moveCallOff(t, callOff, 'gate fails');
  await tellOutcome(t, callOff, stage!, bid);
  const { suitable } = await rankStage(t, held);
  await takeStep(t, held, await nextStep(t, held, suitable));
}
