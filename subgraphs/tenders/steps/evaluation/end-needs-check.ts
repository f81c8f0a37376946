import type { Transaction } from '../../../../kernel/database/work.js';
import { Bid } from '../../entities/bids/bid.js';
import { Assessment } from '../../entities/evaluation/assessment.js';
import { awaitChoice } from '../awards/await-choice.js';
import { tellOutcome } from '../awards/tell-outcome.js';
import { moveBid } from '../bids/move-bid.js';
import type { HeldCallOff } from '../call-offs/hold-call-off.js';
import { nextStep } from '../stages/next-step.js';
import { takeStep } from '../stages/open-stage.js';

/**
 * Ends the check of a call-off's responses once each has been checked: those that meet the needs are shortlisted and await the
 * choice, the others end and their bidders are told so. If none does, nobody can be chosen from this stage. Until the last is
 * checked nothing moves, so that a check may still be corrected. [ROUT-43, EVAL-09, AWRD-07, SM-2]
 */
export async function endNeedsCheck(t: Transaction, held: HeldCallOff): Promise<void> {
  const { callOff, stage } = held;
  const responses = await t.em.find(Bid, { stageId: stage!.id, state: 'UNDER_EVALUATION' }, { orderBy: { id: 'asc' } });
  const kept = await t.em.find(Assessment, { callOffId: callOff.id }, { orderBy: { recordedAt: 'asc', id: 'asc' } });
  const results = new Map(kept.map(({ bidId, result }) => [bidId, result]));
  if (!responses.every(({ id }) => results.get(id))) return;
  let passed = 0;
  for (const bid of responses) {
    const meets = results.get(bid.id) === 'MEETS_NEEDS';
    bid.gateOutcome = meets ? 'PASSED' : 'NEEDS_NOT_MET';
    await moveBid(t, callOff, bid, meets ? 'pass' : 'not selected');
    passed += Number(meets);
    if (!meets) await tellOutcome(t, callOff, stage!, bid);
  }
  if (passed > 0) await awaitChoice(t, held);
  else await takeStep(t, held, await nextStep(t, held, 0));
}
