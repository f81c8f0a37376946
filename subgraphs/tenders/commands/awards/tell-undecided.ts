import type { Transaction } from '../../../../kernel/database/work.js';
import { meetDeadline } from '../../../../kernel/time/deadlines.js';
import { Bid } from '../../entities/bids/bid.js';
import { Stage } from '../../entities/stages/stage.js';
import { outcomeOf } from '../../rules/awards/outcome.js';
import { subjectOf } from '../../rules/call-offs/call-off.js';
import { tellOutcome } from '../../steps/awards/tell-outcome.js';
import { holdCallOff } from '../../steps/call-offs/hold-call-off.js';

/**
 * Tells every bidder of a stage that has no outcome yet that none is decided, because silence means lost. Answers how
 * many had to be told. [WIN-02, NTF-07; 002 App A ¶7]
 */
export async function tellUndecided(
  t: Transaction,
  { callOffId, stageId }: { readonly callOffId: string; readonly stageId: string },
): Promise<number> {
  const { callOff } = await holdCallOff(t, callOffId);
  const stage = await t.em.findOneOrFail(Stage, stageId);
  const waiting = (await t.em.find(Bid, { stageId, outcomeAt: null })).filter(
    (bid) =>
      outcomeOf({
        state: bid.state,
        checks: bid.checks,
        criteriaResults: bid.criteria,
        gateOutcome: bid.gateOutcome,
      }) !== null,
  );
  for (const bid of waiting) await tellOutcome(t, callOff, stage, bid);
  await meetDeadline(t, 'WIN-02', subjectOf(callOff));
  return waiting.length;
}
