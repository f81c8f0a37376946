import type { Transaction } from '../../../../kernel/database/work.js';
import type { OffersReadyForPractitioner } from '../../../../schema/events/tenders.js';
import { Bid } from '../../entities/bids/bid.js';
import { IN_EVALUATION } from '../../rules/bids/bid-states.js';
import { subjectOf } from '../../rules/call-offs/call-off.js';
import { mayBeChosen } from '../../rules/evaluation/assessment.js';
import { definitionOf } from '../../rules/routes/routes.js';
import type { HeldCallOff } from '../call-offs/hold-call-off.js';
import { moveCallOff } from '../call-offs/move-call-off.js';

/** Puts the offers that passed to whoever chooses; one more of them is told alike. [ROUT-28, NTF-10, CHOI-08] */
export async function awaitChoice(t: Transaction, { callOff, stage }: HeldCallOff): Promise<void> {
  if (callOff.state !== 'AWAITING_CHOICE') await moveCallOff(t, callOff, 'offers ready');
  await t.em.flush();
  const { gate } = definitionOf(callOff.route!);
  const judged = await t.em.find(Bid, { stageId: stage!.id, state: { $in: [...IN_EVALUATION] } });
  const offers = judged.filter((bid) => mayBeChosen(gate, bid)).length;
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
