import type { Transaction } from '../../../../kernel/database/work.js';
import type { BidReceived } from '../../../../schema/events/tenders.js';
import { subjectOf } from '../../rules/call-offs/call-off.js';
import type { HeldAnswer } from './hold-answer.js';

/**
 * Tells the author that its bid was received, and brokers that one came: not what it says, nor whose it is. [NTF-05,
 * IDG-23]
 */
export async function tellReceived(t: Transaction, { callOff, stage, bid, now }: HeldAnswer): Promise<void> {
  await t.tell({
    type: 'BidReceived',
    subject: subjectOf(callOff),
    council: callOff.council,
    audience: { providers: [bid.providerId], roles: ['broker'] },
    data: {
      callOffId: callOff.id,
      packageId: callOff.packageId,
      stage: stage.kind,
      bidId: bid.id,
      receivedAt: now.toISOString(),
    } satisfies BidReceived['data'],
  });
}
