import { once } from '../../../../kernel/database/idempotency.js';
import { inTransaction, type Work } from '../../../../kernel/database/work.js';
import { type Allowed, authorise } from '../../../../kernel/identity/caller.js';
import { type Outcome, unlessRefused } from '../../../../kernel/values/refusal.js';
import { Bid } from '../../entities/bids/bid.js';
import { ANSWERING_ROLES } from '../../rules/bids/answer.js';
import { reconfirmationRefusals } from '../../rules/bids/bid.js';
import { firstCallOf } from '../../rules/bids/response-content.js';
import { advertAsks } from '../../rules/invitations/stage-asks.js';
import { definitionOf } from '../../rules/routes/routes.js';
import { holdAnswer } from '../../steps/bids/hold-answer.js';
import { moveBid } from '../../steps/bids/move-bid.js';
import { tellReceived } from '../../steps/bids/tell-received.js';
import { followAnswer } from '../../steps/stages/collect-offers.js';

export const allowed = { scope: 'bids:write', roles: ANSWERING_ROLES } satisfies Allowed;

/**
 * A bidder whose bid an amendment made stale says that it holds for the amended need as well. A bid that leaves open
 * what is asked now is withdrawn and made again. [WIN-14, ROUT-46, SM-3, NTF-05]
 */
export async function reconfirmBid(
  work: Work,
  input: { readonly callOffId: string; readonly version: number; readonly idempotencyKey: string },
): Promise<Outcome<Bid>> {
  authorise(work.caller, allowed);
  const { idempotencyKey, ...request } = input;
  return inTransaction(work, work.caller.councils, (t) =>
    once(
      t,
      { act: 'reconfirmBid', key: idempotencyKey, input: request },
      async () => {
        // Alone: it may be the last that the call-off waits for.
        const held = await holdAnswer(t, input.callOffId, 'ALONE');
        const { callOff, stage, bid, now, facts } = held;
        const { answer } = definitionOf(stage.route);
        const form = { given: answer, asked: answer };
        const present = { version: stage.version, materialVersion: callOff.materialVersion };
        unlessRefused(
          reconfirmationRefusals({
            ...facts,
            content: bid,
            form,
            need: stage.need,
            asks: advertAsks(stage),
            read: input.version,
            present,
          }),
        );
        bid.version = input.version;
        bid.receivedAt = now;
        // Of a response the advert says when care begins, and it may say another time now (ROUT-46).
        if (answer === 'RESPONSE') bid.startTime = firstCallOf(stage.need);
        await moveBid(t, callOff, bid, 'reconfirm');
        await tellReceived(t, held);
        await followAnswer(t, { callOff, stage, policy: held.policy });
        return bid;
      },
      (id) => t.em.findOneOrFail(Bid, id),
    ),
  );
}
