import type { Transaction } from '../../../../kernel/database/work.js';
import type { Bid } from '../../entities/bids/bid.js';
import { EvaluationFacts } from '../../entities/evaluation/evaluation-facts.js';
import type { EvaluatedBid } from '../../reads/evaluation/evaluated-bids.js';
import { tellOutcome } from '../awards/tell-outcome.js';
import { moveBid } from '../bids/move-bid.js';
import type { HeldCallOff } from '../call-offs/hold-call-off.js';

/**
 * Keeps what the bids were found to be, and on which facts, so that an award can be replayed: a bid that is no longer eligible
 * ends here, and its bidder is told. [EVAL-01, EVAL-13]
 */
export async function keepEvaluations(
  t: Transaction,
  { callOff, stage }: HeldCallOff,
  evaluations: ReadonlyMap<Bid, EvaluatedBid>,
): Promise<void> {
  await keepFacts(t, callOff, evaluations);
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

/** The facts of the evaluation before are of no more use: an award that rested on them took them with it. */
async function keepFacts(
  t: Transaction,
  { council, version }: HeldCallOff['callOff'],
  evaluations: ReadonlyMap<Bid, EvaluatedBid>,
): Promise<void> {
  if (evaluations.size === 0) return;
  const at = await t.now();
  await t.em.upsertMany(
    EvaluationFacts,
    [...evaluations].map(([bid, { upon, home, eligible }]) => ({
      bidId: bid.id,
      ...{ council, at, version, eligible },
      standing: upon?.standing ?? null,
      home: home ?? null,
      uncountedWeeklyMinutes: upon?.uncountedWeeklyMinutes ?? 0,
    })),
  );
}
