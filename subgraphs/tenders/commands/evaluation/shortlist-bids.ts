import { once } from '../../../../kernel/database/idempotency.js';
import { inTransaction, type Work } from '../../../../kernel/database/work.js';
import { type Allowed, authorise } from '../../../../kernel/identity/caller.js';
import { isId } from '../../../../kernel/values/ids.js';
import { type Outcome, unlessRefused } from '../../../../kernel/values/refusal.js';
import type { MeetAndGreetInvited } from '../../../../schema/events/tenders.js';
import { Bid } from '../../entities/bids/bid.js';
import { CallOff } from '../../entities/call-offs/call-off.js';
import { MeetAndGreet } from '../../entities/evaluation/meet-and-greet.js';
import { subjectOf } from '../../rules/call-offs/call-off.js';
import { meetAndGreetStates, shortlistRefusals } from '../../rules/evaluation/meet-and-greet.js';
import { definitionOf } from '../../rules/routes/routes.js';
import { moveBid } from '../../steps/bids/move-bid.js';
import { holdCallOff } from '../../steps/call-offs/hold-call-off.js';
import { moveCallOff } from '../../steps/call-offs/move-call-off.js';
import { barredNow } from '../../steps/invitations/barred-now.js';

export const allowed = { scope: 'sourcing:write', roles: ['broker'] } satisfies Allowed;

export interface ShortlistBids {
  readonly callOffId: string;
  readonly bidIds: readonly string[];
  /** How the meeting is arranged; it says nothing of the person. */
  readonly arrangements: string;
  readonly idempotencyKey: string;
}

/**
 * Shortlists bids that have been scored: each of their providers is invited to meet the person, and hears of its own meeting
 * alone. One that is suspended is not invited. [EVAL-10, ROUT-38, NTF-12, IDG-23, SM-2, SM-3, SM-5; 004]
 */
export async function shortlistBids(work: Work, input: ShortlistBids): Promise<Outcome<CallOff>> {
  authorise(work.caller, allowed);
  const { idempotencyKey, ...request } = input;
  return inTransaction(work, work.caller.organisation, (t) =>
    once(
      t,
      { act: 'shortlistBids', key: idempotencyKey, input: request },
      async () => {
        const held = await holdCallOff(t, request.callOffId);
        const { callOff, stage } = held;
        const ids = [...new Set(request.bidIds)];
        const found = stage ? await t.em.find(Bid, { id: { $in: ids.filter(isId) }, stageId: stage.id }) : [];
        const barred = await barredNow(
          t,
          held,
          found.map(({ providerId }) => providerId),
        );
        const bids = ids.map((wanted) => {
          const nth = found.findIndex(({ id }) => id === wanted);
          const bid = found[nth];
          return bid ? { state: bid.state, isScored: bid.scores !== null, barredBy: barred[nth]! } : null;
        });
        unlessRefused(
          ...shortlistRefusals({
            gate: callOff.route ? definitionOf(callOff.route).gate : undefined,
            callOff: callOff.state,
            bids,
            arrangements: request.arrangements,
          }),
        );
        const { council, id: callOffId, packageId } = callOff;
        const invitedAt = await t.now();
        const arrangements = request.arrangements.trim();
        await moveCallOff(t, callOff, 'shortlist');
        for (const bid of found) {
          const { id: bidId, providerId } = bid;
          const of = { council, callOffId, bidId, providerId };
          const { initial: state } = meetAndGreetStates;
          t.em.create(MeetAndGreet, { ...of, state, arrangements, invitedAt }, { persist: true });
          await moveBid(t, callOff, bid, 'pass');
          await t.tell({
            type: 'MeetAndGreetInvited',
            subject: subjectOf(callOff),
            council,
            audience: { providers: [providerId], roles: ['broker'] },
            data: { callOffId, packageId, stage: stage!.kind, bidId } satisfies MeetAndGreetInvited['data'],
          });
        }
        return callOff;
      },
      (id) => t.em.findOneOrFail(CallOff, id),
    ),
  );
}
