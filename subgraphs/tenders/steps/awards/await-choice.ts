import type { Transaction } from '../../../../kernel/database/work.js';
import type { ChoiceRequested, OffersReadyForPractitioner } from '../../../../schema/events/tenders.js';
import { Bid } from '../../entities/bids/bid.js';
import { subjectOf } from '../../rules/call-offs/call-off.js';
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
  const told = {
    subject: subjectOf(callOff),
    council: callOff.council,
    audience: { roles: ['practitioner', 'broker'] as const },
  };
  const of = { callOffId: callOff.id, packageId: callOff.packageId, stage: stage!.kind };
  if (definitionOf(callOff.route!).choice!.told === 'ChoiceRequested') {
    const { order, shown } = await offersInOrder(t, held);
    const data = { ...of, offers: order.length, shown: shown.length } satisfies ChoiceRequested['data'];
    return t.tell({ ...told, type: 'ChoiceRequested', data });
  }
  const offers = await t.em.count(Bid, { stageId: stage!.id, state: 'UNDER_EVALUATION' });
  const data = { ...of, offers } satisfies OffersReadyForPractitioner['data'];
  await t.tell({ ...told, type: 'OffersReadyForPractitioner', data });
}
