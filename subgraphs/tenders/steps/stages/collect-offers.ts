import type { Transaction } from '../../../../kernel/database/work.js';
import { Bid } from '../../entities/bids/bid.js';
import type { Stage } from '../../entities/stages/stage.js';
import { isWaiting } from '../../rules/call-offs/call-off-states.js';
import { moveBid } from '../bids/move-bid.js';
import { tellAnswered } from '../bids/tell-answered.js';
import type { HeldCallOff } from '../call-offs/hold-call-off.js';
import { moveCallOff } from '../call-offs/move-call-off.js';
import { evaluateStage } from '../evaluation/evaluate-stage.js';
import { newDrawSeed } from './close-stage.js';
import { nextStep } from './next-step.js';
import { takeStep } from './open-stage.js';

/**
 * Collects the offers made so far in a stage whose late answers are chased: they are checked, shown to the council, and put
 * to whoever chooses. The stage stays open: who has not answered still may, until somebody is chosen. [WIN-13, ROUT-27,
 * ROUT-28, NTF-10, IDG-23]
 */
export async function collectOffers(t: Transaction, held: HeldCallOff): Promise<void> {
  const { callOff } = held;
  const stage = held.stage!;
  if (stage.drawSeed === '') stage.drawSeed = newDrawSeed();
  await t.em.flush();
  for (const bid of await t.em.find(Bid, { stageId: stage.id, state: 'SUBMITTED' })) {
    await moveBid(t, callOff, bid, 'collect');
    bid.sealed = false;
    await tellAnswered(t, held, bid);
  }
  if (callOff.state === 'OPEN') await moveCallOff(t, callOff, 'collect offers');
  const { suitable } = await evaluateStage(t, held);
  await takeStep(t, held, await nextStep(t, held, suitable));
}

/**
 * What follows once an invitee of an open stage has answered: the offers are collected if nobody is left to answer or the
 * reply time has passed, or the next step is taken. Offers that are being chosen from wait for nobody. [ROUT-06, ROUT-08,
 * WIN-13]
 */
export async function followAnswer(t: Transaction, held: HeldCallOff): Promise<void> {
  if (!isWaiting(held.callOff.state)) return;
  const step = await nextStep(t, held, null);
  if (step.step === 'EVALUATE' || (await isOverdue(t, held.stage!))) await collectOffers(t, held);
  else await takeStep(t, held, step);
}

/** An offer has come after the reply time: whoever chooses has waited long enough. (WIN-13) */
async function isOverdue(t: Transaction, { id: stageId, closesAt }: Stage): Promise<boolean> {
  return (await t.now()) > closesAt && (await t.em.count(Bid, { stageId, state: 'SUBMITTED' })) > 0;
}
