import type { Transaction } from '../../../../kernel/database/work.js';
import type { InvitationDeclined } from '../../../../schema/events/tenders.js';
import type { Bid } from '../../entities/bids/bid.js';
import type { CallOff } from '../../entities/call-offs/call-off.js';
import type { Stage } from '../../entities/stages/stage.js';
import { subjectOf } from '../../rules/call-offs/call-off.js';
import { countedAs } from '../../rules/invitations/decline.js';

/**
 * Tells the register of an answer that counts as a decline: a no, silence, or an award given back. [ROUT-12, AWRD-09]
 */
export async function tellDeclined(
  t: Transaction,
  callOff: CallOff,
  stage: Stage,
  bid: Bid,
  reasonCode: string | null,
): Promise<void> {
  const response = countedAs(bid.state);
  if (!response) return;
  await t.tell({
    type: 'InvitationDeclined',
    subject: subjectOf(callOff),
    council: callOff.council,
    audience: {},
    data: {
      callOffId: callOff.id,
      packageId: callOff.packageId,
      providerId: bid.providerId,
      stage: stage.kind,
      patch: callOff.patch,
      response,
      reasonCode,
    } satisfies InvitationDeclined['data'],
  });
}
