import type { Transaction } from '../../../../kernel/database/work.js';
import { Bid } from '../../entities/bids/bid.js';
import { Invitation } from '../../entities/invitations/invitation.js';
import type { Stage } from '../../entities/stages/stage.js';
import { NO_BID, UNANSWERED } from '../../rules/bids/bid-states.js';
import type { CallOffState } from '../../rules/call-offs/call-off-states.js';
import { stageOf } from '../../rules/routes/routes.js';
import { type StageAnswers, type StageStep, stageStep } from '../../rules/stages/stages.js';
import type { HeldCallOff } from '../call-offs/hold-call-off.js';

/**
 * What the stage does next, from how its invitees have answered so far. [ROUT-06, ROUT-08]
 *
 * @param suitableBids how many could be offered the package now; null while they are sealed
 */
export async function nextStep(
  t: Transaction,
  { callOff, stage, policy }: HeldCallOff,
  suitableBids: number | null,
): Promise<StageStep> {
  await t.em.flush();
  const invited = await t.em.count(Invitation, { stageId: stage!.id, invited: true });
  const declined = await t.em.count(Bid, { stageId: stage!.id, state: 'DECLINED' });
  const bids = await t.em.count(Bid, { stageId: stage!.id, state: { $nin: [...NO_BID] } });
  const answers: StageAnswers = {
    route: stage!.route,
    stage: stage!.kind,
    patch: callOff.patch,
    closed: await isClosed(t, callOff.state, stage!, suitableBids),
    invited,
    declined,
    bids,
    suitableBids,
  };
  return stageStep(answers, policy);
}

/**
 * Whether the stage takes no more answers into account. Where late ones are chased, that is once an offer can be chosen, or
 * nobody is left to answer. (WIN-13)
 */
async function isClosed(
  t: Transaction,
  state: CallOffState,
  { id: stageId, route, kind }: Stage,
  suitableBids: number | null,
): Promise<boolean> {
  if (stageOf({ route, stage: kind }).late === 'REFUSED') return state !== 'OPEN';
  if (suitableBids) return true;
  return (await t.em.count(Bid, { stageId, state: { $in: [...UNANSWERED, 'STALE'] } })) === 0;
}
