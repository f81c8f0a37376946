import type { Transaction } from '../../../../kernel/database/work.js';
import type { Bid } from '../../entities/bids/bid.js';
import type { Evaluation } from '../../rules/evaluation/evaluation.js';
import { tellOutcome } from '../awards/tell-outcome.js';
import { moveBid } from '../bids/move-bid.js';
import type { HeldCallOff } from '../call-offs/hold-call-off.js';

/**
 * Keeps what the bids were found to be: a bid that is no longer eligible ends here, and its bidder is told. [EVAL-01]
 */
export async function keepEvaluations(
  t: Transaction,
  { callOff, stage }: HeldCallOff,
  evaluations: ReadonlyMap<Bid, Evaluation>,
): Promise<void> {
  for (const [bid, { checks, eligible, criteria }] of evaluations) {
    bid.checks = checks;
    if (eligible) {
      bid.criteria = criteria;
    } else {
      await moveBid(t, callOff, bid, 'gate fails');
      await tellOutcome(t, callOff, stage!, bid);
    }
  }
}
