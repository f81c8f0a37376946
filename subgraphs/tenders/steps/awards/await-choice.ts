import type { Transaction } from '../../../../kernel/database/work.js';
import type { ChoiceRequested, OffersReadyForPractitioner } from '../../../../schema/events/tenders.js';
import { Bid } from '../../entities/bids/bid.js';
import { IN_EVALUATION } from '../../rules/bids/bid-states.js';
import { subjectOf } from '../../rules/call-offs/call-off.js';
import { mayBeChosen } from '../../rules/evaluation/assessment.js';
import { definitionOf } from '../../rules/routes/routes.js';
import type { HeldCallOff } from '../call-offs/hold-call-off.js';
import { moveCallOff } from '../call-offs/move-call-off.js';
import { offersInOrder } from './offers-in-order.js';

/**
 * Puts the offers that passed to whoever chooses; one more of them is told alike. Where the person is shown the top ranked it
 * is told how many those are. [ROUT-25, ROUT-28, NTF-10, NTF-13, CHOI-01, CHOI-08]
 */
export async function awaitChoice(t: Transaction, held: HeldCallOff): Promise<void> {
  const { callOff, stage } = held;
  if (callOff.state !== 'AWAITING_CHOICE') await moveCallOff(t, callOff, 'offers ready');
  await t.em.flush();
  if (definitionOf(callOff.route!).choice!.told === 'ChoiceRequested') return tellRequested(t, held);
  const { gate } = definitionOf(callOff.route!);
  const judged = await t.em.find(Bid, { stageId: stage!.id, state: { $in: [...IN_EVALUATION] } });
  await tellOffersReady(t, held, judged.filter((bid) => mayBeChosen(gate, bid)).length);
}

/** Tells whoever chooses, and brokers, how many offers or homes there are to choose from. [NTF-10] */
export async function tellOffersReady(t: Transaction, held: HeldCallOff, offers: number): Promise<void> {
  const { callOff } = held;
  await t.tell({
    type: 'OffersReadyForPractitioner',
    subject: subjectOf(callOff),
    council: callOff.council,
    audience: { roles: ['practitioner', 'broker'] },
    data: { ...ofStage(held), offers } satisfies OffersReadyForPractitioner['data'],
  });
}

/** Tells them how many tenders passed, and how many of them, the top ranked, the person is shown. (ROUT-25, NTF-13) */
async function tellRequested(t: Transaction, held: HeldCallOff): Promise<void> {
  const { callOff } = held;
  const { order, shown } = await offersInOrder(t, held);
  await t.tell({
    type: 'ChoiceRequested',
    subject: subjectOf(callOff),
    council: callOff.council,
    audience: { roles: ['practitioner', 'broker'] },
    data: { ...ofStage(held), offers: order.length, shown: shown.length } satisfies ChoiceRequested['data'],
  });
}

function ofStage({ callOff, stage }: HeldCallOff) {
  return { callOffId: callOff.id, packageId: callOff.packageId, stage: stage!.kind };
}
