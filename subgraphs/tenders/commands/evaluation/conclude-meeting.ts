import { once } from '../../../../kernel/database/idempotency.js';
import { inTransaction, type Work } from '../../../../kernel/database/work.js';
import { type Allowed, authorise } from '../../../../kernel/identity/caller.js';
import { type Outcome, unlessRefused } from '../../../../kernel/values/refusal.js';
import { MeetAndGreet } from '../../entities/evaluation/meet-and-greet.js';
import { CHOOSERS } from '../../entities/readers.js';
import { type MeetingAnswer, meetingAnswerRefusals } from '../../rules/evaluation/meet-and-greet.js';
import { holdCallOff } from '../../steps/call-offs/hold-call-off.js';
import { answerMeeting } from '../../steps/evaluation/answer-meeting.js';
import { meetingOf } from '../../steps/evaluation/move-meeting.js';

export const allowed = { scope: 'requests:write', roles: CHOOSERS } satisfies Allowed;

/** The council says for the person whether provider and person can work together, or why they cannot. [ROUT-38; 004] */
export async function concludeMeeting(
  work: Work,
  input: MeetingAnswer & { readonly callOffId: string; readonly bidId: string; readonly idempotencyKey: string },
): Promise<Outcome<MeetAndGreet>> {
  authorise(work.caller, allowed);
  const { idempotencyKey, ...request } = input;
  return inTransaction(work, work.caller.organisation, (t) =>
    once(
      t,
      { act: 'concludeMeeting', key: idempotencyKey, input: request },
      async () => {
        const held = await holdCallOff(t, request.callOffId);
        const meeting = await meetingOf(t, held.callOff, { bidId: request.bidId });
        const facts = { callOff: held.callOff.state, meeting, side: 'COUNCIL' } as const;
        unlessRefused(...meetingAnswerRefusals(facts, request));
        await answerMeeting(t, held, meeting!, request, 'councilConfirmedAt');
        return meeting!;
      },
      (id) => t.em.findOneOrFail(MeetAndGreet, id),
    ),
  );
}
