import type { Transaction } from '../../../../kernel/database/work.js';
import type { HomeDecided, HomeDecisionKind } from '../../../../schema/events/tenders.js';
import type { Bid } from '../../entities/bids/bid.js';
import type { CallOff } from '../../entities/call-offs/call-off.js';
import type { Stage } from '../../entities/stages/stage.js';
import { subjectOf } from '../../rules/call-offs/call-off.js';

/** Tells a home's own people, the practitioner and brokers what the home has decided. [ROUT-32, ROUT-33] */
export async function tellDecided(
  t: Transaction,
  { callOff, stage, bid }: { readonly callOff: CallOff; readonly stage: Stage; readonly bid: Bid },
  decision: HomeDecisionKind,
): Promise<void> {
  await t.tell({
    type: 'HomeDecided',
    subject: subjectOf(callOff),
    council: callOff.council,
    audience: { providers: [bid.providerId], roles: ['broker', 'practitioner'] },
    data: {
      callOffId: callOff.id,
      packageId: callOff.packageId,
      stage: stage.kind,
      bidId: bid.id,
      homeId: bid.homeId!,
      decision,
    } satisfies HomeDecided['data'],
  });
}
