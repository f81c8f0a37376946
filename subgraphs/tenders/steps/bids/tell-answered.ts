import type { Transaction } from '../../../../kernel/database/work.js';
import type { InvitationAnswered } from '../../../../schema/events/tenders.js';
import type { Bid } from '../../entities/bids/bid.js';
import { subjectOf } from '../../rules/call-offs/call-off.js';
import type { HeldCallOff } from '../call-offs/hold-call-off.js';

/** Tells monitoring, and nobody else, that an invitation was answered by a bid: once bids are sealed no more. [ROUT-12, IDG-23] */
export async function tellAnswered(
  t: Transaction,
  { callOff, stage }: Pick<HeldCallOff, 'callOff' | 'stage'>,
  { providerId }: Pick<Bid, 'providerId'>,
): Promise<void> {
  const { id: callOffId, council, packageId, patch } = callOff;
  await t.tell({
    type: 'InvitationAnswered',
    subject: subjectOf(callOff),
    council,
    audience: {},
    data: { callOffId, packageId, providerId, stage: stage!.kind, patch } satisfies InvitationAnswered['data'],
  });
}
