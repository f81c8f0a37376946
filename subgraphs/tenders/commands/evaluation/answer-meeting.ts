import { once } from '../../../../kernel/database/idempotency.js';
import { inTransaction, type Work } from '../../../../kernel/database/work.js';
import { type Allowed, authorise } from '../../../../kernel/identity/caller.js';
import { type Outcome, unlessRefused } from '../../../../kernel/values/refusal.js';
import { MeetAndGreet } from '../../entities/evaluation/meet-and-greet.js';
import { lastInvitation } from '../../reads/invitations/last-invitation.js';
import { ANSWERING_ROLES, NOT_INVITED } from '../../rules/bids/answer.js';
import { type MeetingAnswer, meetingAnswerRefusals } from '../../rules/evaluation/meet-and-greet.js';
import { holdCallOff } from '../../steps/call-offs/hold-call-off.js';
import { answerMeeting as answer } from '../../steps/evaluation/answer-meeting.js';
import { meetingOf } from '../../steps/evaluation/move-meeting.js';
import { barredNow } from '../../steps/invitations/barred-now.js';

export const allowed = { scope: 'bids:write', roles: ANSWERING_ROLES } satisfies Allowed;

/** A shortlisted provider says whether it can work with the person whom it has met, or why it cannot; while it is suspended it
 * says nothing. [ROUT-38, IDG-23, SM-5; 004] */
export async function answerMeeting(
  work: Work,
  input: MeetingAnswer & { readonly callOffId: string; readonly idempotencyKey: string },
): Promise<Outcome<MeetAndGreet>> {
  authorise(work.caller, allowed);
  const { idempotencyKey, ...request } = input;
  const { organisation: providerId, councils } = work.caller;
  return inTransaction(work, councils, (t) =>
    once(
      t,
      { act: 'answerMeeting', key: idempotencyKey, input: request },
      async () => {
        unlessRefused((await lastInvitation(t.em, request.callOffId, providerId)) ? null : NOT_INVITED);
        const held = await holdCallOff(t, request.callOffId);
        const meeting = await meetingOf(t, held.callOff, { providerId });
        const facts = { callOff: held.callOff.state, meeting, side: 'PROVIDER' } as const;
        unlessRefused(...meetingAnswerRefusals(facts, request));
        const [barredBy = []] = await barredNow(t, held, [providerId]);
        unlessRefused(...barredBy);
        await answer(t, held, meeting!, request, 'providerConfirmedAt');
        return meeting!;
      },
      (id) => t.em.findOneOrFail(MeetAndGreet, id),
    ),
  );
}
