import type { Transaction } from '../../../../kernel/database/work.js';
import { localDateOf } from '../../../../kernel/time/working-time.js';
import { Bid } from '../../entities/bids/bid.js';
import { standingsOf } from '../../reads/invitations/standings.js';
import { suitability } from '../../rules/evaluation/suitability.js';
import { eligibilityChecks, isEligible } from '../../rules/invitations/eligibility.js';
import { tellOutcome } from '../awards/tell-outcome.js';
import { contentOf } from '../bids/content-of.js';
import type { HeldCallOff } from '../hold-call-off.js';
import { moveBid } from '../move.js';
import { type Ranking, rankBids } from './rank-bids.js';

/**
 * Makes every check of the bids under evaluation: those no longer eligible end here, the others are measured by the
 * criteria they were published with, and the suitable ones are put in order. [ROUT-05, EVAL-01, EVAL-02, EVAL-04, EVAL-05]
 */
export async function evaluateStage(t: Transaction, { callOff, stage, policy }: HeldCallOff): Promise<Ranking> {
  const now = await t.now();
  await t.em.flush();
  const bids = await t.em.find(Bid, { stageId: stage!.id, state: 'UNDER_EVALUATION' }, { orderBy: { id: 'asc' } });
  const standings = await standingsOf(
    t.em,
    callOff.council,
    bids.map((bid) => bid.providerId),
  );
  for (const bid of bids) {
    const known = standings.get(bid.providerId);
    const facts = { need: callOff.need, stage: stage!.kind, purpose: 'BID', on: localDateOf(now), policy } as const;
    bid.checks = known ? eligibilityChecks({ ...facts, ...known }, contentOf(bid)) : [];
    if (!isEligible(bid.checks, 'BID')) {
      await moveBid(t, callOff, bid, 'gate fails');
      await tellOutcome(t, callOff, stage!, bid);
      continue;
    }
    bid.criteria = suitability(policy.evaluation.criteria, contentOf(bid), callOff.need, policy);
  }
  return rankStage(t, { callOff, stage, policy });
}

/** The suitable bids of a stage that has been evaluated, in order as things are now. [EVAL-02, EVAL-05] */
export async function rankStage(t: Transaction, { callOff, stage, policy }: HeldCallOff): Promise<Ranking> {
  await t.em.flush();
  const bids = await t.em.find(Bid, { stageId: stage!.id, state: 'UNDER_EVALUATION' }, { orderBy: { id: 'asc' } });
  const [ranking] = await rankBids(
    t.em,
    [{ callOff, stage: stage!, bids: bids.filter(isSuitable), policy }],
    await t.now(),
  );
  return ranking!;
}

/** Eligible and measured by every criterion it was published with, none of which it fails. [EVAL-04] */
export function isSuitable(bid: Bid): boolean {
  return bid.state === 'UNDER_EVALUATION' && bid.criteria.every((criterion) => criterion.result === 'PASS');
}
