import type { Transaction } from '../../../../kernel/database/work.js';
import type { OffersReadyForPractitioner } from '../../../../schema/events/tenders.js';
import { Bid } from '../../entities/bids/bid.js';
import { subjectOf } from '../../rules/call-offs/call-off.js';
import type { HeldCallOff } from '../call-offs/hold-call-off.js';
import { moveCallOff } from '../call-offs/move-call-off.js';

/** Puts the offers that passed to whoever chooses; one more of them is told alike. [ROUT-28, NTF-10, CHOI-08] */
export async function awaitChoice(t: Transaction, { callOff, stage }: HeldCallOff): Promise<void> {
  if (callOff.state !== 'AWAITING_CHOICE') await moveCallOff(t, callOff, 'offers ready');
  await t.em.flush();
  const offers = await t.em.count(Bid, { stageId: stage!.id, state: 'UNDER_EVALUATION' });
  await tellOffersReady(t, { callOff, stage }, offers);
}

/** Tells whoever chooses, and brokers, how many offers or homes there are to choose from. [NTF-10] */
export async function tellOffersReady(
  t: Transaction,
  { callOff, stage }: Pick<HeldCallOff, 'callOff' | 'stage'>,
  offers: number,
): Promise<void> {
  await t.tell({
    type: 'OffersReadyForPractitioner',
    subject: subjectOf(callOff),
    council: callOff.council,
    audience: { roles: ['practitioner', 'broker'] },
    data: {
      callOffId: callOff.id,
      packageId: callOff.packageId,
      stage: stage!.kind,
      offers,
    } satisfies OffersReadyForPractitioner['data'],
  });
}
