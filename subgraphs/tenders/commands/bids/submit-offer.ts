import { once } from '../../../../kernel/database/idempotency.js';
import { inTransaction, type Work } from '../../../../kernel/database/work.js';
import { type Allowed, authorise } from '../../../../kernel/identity/caller.js';
import { localDateOf } from '../../../../kernel/time/working-time.js';
import { type Outcome, unlessRefused } from '../../../../kernel/values/refusal.js';
import { Bid } from '../../entities/bids/bid.js';
import { ANSWERING_ROLES } from '../../rules/bids/answer.js';
import { bidRefusals } from '../../rules/bids/bid.js';
import { type BidContent, NOTHING_SAID } from '../../rules/bids/bid-content.js';
import { eligibilityChecks } from '../../rules/invitations/eligibility.js';
import { stageAsks } from '../../rules/invitations/stage-asks.js';
import { definitionOf } from '../../rules/routes/routes.js';
import { holdAnswer } from '../../steps/bids/hold-answer.js';
import { moveBid } from '../../steps/bids/move-bid.js';
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
        const { callOff, stage, bid, policy, known, now, facts } = answer;
        const { need } = stage;
        const { canAssess, offeredTimes, startDate } = input;
        // How the care would be delivered is found when the person is assessed.
        const content = { ...NOTHING_SAID, canAssess, offeredTimes, startDate, startTime: earliest(offeredTimes) };
        const form = { given: 'OFFER', asked: definitionOf(stage.route).answer } as const;
        const asks = stageAsks({ ...callOff, need }, stage, policy);
        const asked = { ...asks, purpose: 'BID', on: localDateOf(now) } as const;
        const checks = known ? eligibilityChecks({ ...asked, ...known }, { form: form.asked, content }) : [];
        const present = { version: stage.version, materialVersion: callOff.materialVersion };
        unlessRefused(bidRefusals({ ...facts, content, form, need, checks, read: input.version, present }));
        Object.assign(bid, content, {
          checks,
          version: input.version,
          receivedAt: now,
          clientSentAt: input.clientSentAt,
        });
        await moveBid(t, callOff, bid, 'submit');
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
