import { once } from '../../../../kernel/database/idempotency.js';
import { inTransaction, type Work } from '../../../../kernel/database/work.js';
import { authorise } from '../../../../kernel/identity/caller.js';
import { type Outcome, refused, unlessRefused } from '../../../../kernel/values/refusal.js';
import { Bid } from '../../entities/bids/bid.js';
import { ANSWERING_ROLES, NOT_INVITED, reconfirmationRefusal, versionRefusal } from '../../rules/bids/bid.js';
import { contentRefusals } from '../../rules/bids/bid-content.js';
import { holdAnswer, invitedOf } from '../../steps/bids/hold-answer.js';
import { moveBid } from '../../steps/move.js';
import { tellReceived } from './submit-bid.js';

/**
 * A bidder whose bid an amendment made stale says that it holds for the amended need as well. A bid that leaves open
 * what is asked now is withdrawn and made anew. [WIN-14, SM-3, NTF-05]
 */
export async function reconfirmBid(
  work: Work,
  input: { readonly callOffId: string; readonly version: number; readonly idempotencyKey: string },
): Promise<Outcome<Bid>> {
  authorise(work.caller, { scope: 'bids:write', roles: ANSWERING_ROLES });
  const invited = await invitedOf(work, input.callOffId);
  if (!invited) return refused(NOT_INVITED);
  const { idempotencyKey, ...request } = input;
  return inTransaction(work, invited.council, (t) =>
    once(
      t,
      { act: 'reconfirmBid', key: idempotencyKey, input: request },
      async () => {
        const held = await holdAnswer(t, invited, 'SHARED');
        const { callOff, stage, bid, now, facts } = held;
        const { materialVersion } = callOff;
        unlessRefused(
          reconfirmationRefusal(facts) ?? [
            ...contentRefusals(bid, stage.need),
            ...[versionRefusal(input.version, { version: stage.version, materialVersion })].filter((each) => !!each),
          ],
        );
        bid.version = input.version;
        bid.receivedAt = now;
        await moveBid(t, callOff, bid, 'reconfirm');
        await tellReceived(t, held);
        return bid;
      },
      (id) => t.em.findOneOrFail(Bid, id),
    ),
  );
}
