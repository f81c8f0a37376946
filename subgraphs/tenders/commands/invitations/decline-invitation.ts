import { once } from '../../../../kernel/database/idempotency.js';
import { inTransaction, type Work } from '../../../../kernel/database/work.js';
import { type Allowed, authorise } from '../../../../kernel/identity/caller.js';
import type { Outcome } from '../../../../kernel/values/refusal.js';
import { Bid } from '../../entities/bids/bid.js';
import { ANSWERING_ROLES } from '../../rules/bids/answer.js';
import type { AwardRefusalReason } from '../../rules/invitations/decline.js';
import { holdAnswer } from '../../steps/bids/hold-answer.js';
import { decline } from '../../steps/invitations/decline.js';

export const allowed = { scope: 'bids:write', roles: ANSWERING_ROLES } satisfies Allowed;

export interface DeclineInvitation {
  readonly callOffId: string;
  readonly reason: AwardRefusalReason | null;
  readonly idempotencyKey: string;
}

/**
 * A provider says no, with a coded reason. Once all invitees have, and nobody has bid, the next stage opens at once:
 * nobody is left to wait for. Until then nobody else hears of it (IDG-23). [ROUT-06, ROUT-08, ROUT-12, ROUT-13, ASM-25, SM-2, SM-3]
 */
export async function declineInvitation(work: Work, input: DeclineInvitation): Promise<Outcome<Bid>> {
  authorise(work.caller, allowed);
  const { idempotencyKey, ...request } = input;
  return inTransaction(work, work.caller.councils, (t) =>
    once(
      t,
      { act: 'declineInvitation', key: idempotencyKey, input: request },
      async () => {
        const answer = await holdAnswer(t, input.callOffId, 'ALONE');
        await decline(t, answer, input.reason);
        return answer.bid;
      },
      (id) => t.em.findOneOrFail(Bid, id),
    ),
  );
}
