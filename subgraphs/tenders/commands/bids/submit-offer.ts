import { once } from '../../../../kernel/database/idempotency.js';
import { inTransaction, type Work } from '../../../../kernel/database/work.js';
import { type Allowed, authorise } from '../../../../kernel/identity/caller.js';
import type { Outcome } from '../../../../kernel/values/refusal.js';
import { Bid } from '../../entities/bids/bid.js';
import { ANSWERING_ROLES } from '../../rules/bids/answer.js';
import { type BidContent, NOTHING_SAID } from '../../rules/bids/bid-content.js';
import { holdAnswer } from '../../steps/bids/hold-answer.js';
import { submitAnswer } from '../../steps/bids/submit-answer.js';
import { tellReceived } from '../../steps/bids/tell-received.js';
import { collectOffers, followAnswer } from '../../steps/stages/collect-offers.js';

export const allowed = { scope: 'bids:write', roles: ANSWERING_ROLES } satisfies Allowed;

export interface SubmitOffer extends Pick<BidContent, 'canAssess' | 'offeredTimes' | 'startDate'> {
  readonly callOffId: string;
  /** Version of the advert that was read. */
  readonly version: number;
  readonly clientSentAt: Date | null;
  readonly idempotencyKey: string;
}

/**
 * Takes an agency's offer: that it can assess the person, at which times it could come, and from when. Offers are collected
 * once everybody has answered, or the reply time has passed; one that comes later joins the others until somebody is
 * chosen. [ROUT-27, WIN-13, WIN-14, EVAL-01, IDG-23, NTF-05; 001 §2(f)]
 */
export async function submitOffer(work: Work, input: SubmitOffer): Promise<Outcome<Bid>> {
  authorise(work.caller, allowed);
  const { idempotencyKey, ...request } = input;
  return inTransaction(work, work.caller.councils, (t) =>
    once(
      t,
      { act: 'submitOffer', key: idempotencyKey, input: request },
      async () => {
        // Alone: it may be the last that the call-off waits for.
        const answer = await holdAnswer(t, input.callOffId, 'ALONE');
        const { callOff, stage, bid, policy } = answer;
        const { canAssess, offeredTimes, startDate, version, clientSentAt } = input;
        // How the care would be delivered is found when the person is assessed.
        const content = { ...NOTHING_SAID, canAssess, offeredTimes, startDate, startTime: earliest(offeredTimes) };
        await submitAnswer(t, answer, { form: 'OFFER', content, version, clientSentAt });
        await tellReceived(t, answer);
        const held = { callOff, stage, policy };
        if (callOff.state === 'AWAITING_CHOICE') await collectOffers(t, held);
        else await followAnswer(t, held);
        return bid;
      },
      (id) => t.em.findOneOrFail(Bid, id),
    ),
  );
}

/** Care would begin with the earliest call of the day. */
function earliest(times: readonly string[] | null): string | null {
  return times && [...times].sort()[0]!;
}
