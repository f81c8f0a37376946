import { inTransaction, type Work } from '../../../../kernel/database/work.js';
import type { Outcome } from '../../../../kernel/values/refusal.js';
import { stageOf } from '../../rules/routes/routes.js';
import { holdCallOff } from '../../steps/call-offs/hold-call-off.js';
import { moveCallOff } from '../../steps/call-offs/move-call-off.js';
import { evaluateStage } from '../../steps/evaluation/evaluate-stage.js';
import { closeStage } from '../../steps/stages/close-stage.js';
import { nextStep } from '../../steps/stages/next-step.js';
import { takeStep } from '../../steps/stages/open-stage.js';

/**
 * Closes a stage whose window has run out, and evaluates what came: the suitable bids await the broker's offer, or
 * nobody can be offered it and the next stage opens.
 *
 * A stage whose late answers are chased does not close by its window. Whether the window has run out is asked of the database's own time under the lock; a deadline of an earlier stage,
 * or of a close that was moved since, finds nothing to do. [WIN-01, WIN-05, WIN-12, ROUT-05, ROUT-06, SM-2]
 */
export async function closeWindow(
  work: Work,
  { council, callOffId, stageId }: { readonly council: string; readonly callOffId: string; readonly stageId: string },
): Promise<Outcome<void>> {
  return inTransaction(work, council, async (t) => {
    const held = await holdCallOff(t, callOffId);
    const { callOff, stage } = held;
    if (callOff.state !== 'OPEN' || stage?.id !== stageId || (await t.now()) <= stage.closesAt) return;
    if (stageOf({ route: stage.route, stage: stage.kind }).late === 'CHASED') return;
    await closeStage(t, held, 'EXPIRED');
    await moveCallOff(t, callOff, 'window expires');
    const { suitable } = await evaluateStage(t, held);
    await takeStep(t, held, await nextStep(t, held, suitable));
  });
}
