import { once } from '../../../../kernel/database/idempotency.js';
import { inTransaction, type Work } from '../../../../kernel/database/work.js';
import { authorise } from '../../../../kernel/identity/caller.js';
import { type Outcome, refused, unlessRefused } from '../../../../kernel/values/refusal.js';
import type { InvitationDeclined } from '../../../../schema/events/tenders.js';
import { Bid } from '../../entities/bids/bid.js';
import { ANSWERING_ROLES, firstAnswerRefusal, NOT_INVITED } from '../../rules/bids/bid.js';
import { type AwardRefusalReason, declineRefusal } from '../../rules/invitations/decline.js';
import { holdAnswer, invitedOf } from '../../steps/bids/hold-answer.js';
import { moveBid } from '../../steps/move.js';
import { nextStep, takeStep } from '../../steps/stages/stage-by-stage.js';
import { subjectOf } from '../../steps/stages/stage-deadlines.js';

export interface DeclineInvitation {
  readonly callOffId: string;
  readonly reason: AwardRefusalReason | null;
  readonly idempotencyKey: string;
}

/**
 * A provider says no, with a coded reason. Once all have, and nobody has bid, the next stage opens at once: nobody is
 * left to wait for. [ROUT-06, ROUT-08, ROUT-12, ROUT-13, ASM-25, SM-2, SM-3]
 */
export async function declineInvitation(work: Work, input: DeclineInvitation): Promise<Outcome<Bid>> {
  authorise(work.caller, { scope: 'bids:write', roles: ANSWERING_ROLES });
  const invited = await invitedOf(work, input.callOffId);
  if (!invited) return refused(NOT_INVITED);
  const { idempotencyKey, ...request } = input;
  return inTransaction(work, invited.council, (t) =>
    once(
      t,
      { act: 'declineInvitation', key: idempotencyKey, input: request },
      async () => {
        const { callOff, stage, bid, policy, now, facts } = await holdAnswer(t, invited, 'ALONE');
        unlessRefused(firstAnswerRefusal(facts) ?? declineRefusal(stage.route, input.reason));
        bid.declineReason = input.reason;
        bid.receivedAt = now;
        await moveBid(t, callOff, bid, 'decline', { reason: input.reason ?? undefined });
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
            response: 'DECLINED',
            reasonCode: input.reason,
          } satisfies InvitationDeclined['data'],
        });
        const held = { callOff, stage, policy };
        await takeStep(t, held, await nextStep(t, held, null));
        return bid;
      },
      (id) => t.em.findOneOrFail(Bid, id),
    ),
  );
}
