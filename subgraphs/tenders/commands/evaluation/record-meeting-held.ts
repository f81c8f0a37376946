import { once } from '../../../../kernel/database/idempotency.js';
import { inTransaction, type Work } from '../../../../kernel/database/work.js';
import { type Allowed, authorise } from '../../../../kernel/identity/caller.js';
import { type Outcome, unlessRefused } from '../../../../kernel/values/refusal.js';
import { MeetAndGreet } from '../../entities/evaluation/meet-and-greet.js';
import { CHOOSERS } from '../../entities/readers.js';
import { heldRefusal } from '../../rules/evaluation/meet-and-greet.js';
import { holdCallOff } from '../../steps/call-offs/hold-call-off.js';
import { meetingOf, moveMeeting } from '../../steps/evaluation/move-meeting.js';

export const allowed = { scope: 'requests:write', roles: CHOOSERS } satisfies Allowed;

/** Records that a shortlisted provider has met the person. [ROUT-38; 004] */
export async function recordMeetingHeld(
  work: Work,
  input: { readonly callOffId: string; readonly bidId: string; readonly heldAt: Date; readonly idempotencyKey: string },
): Promise<Outcome<MeetAndGreet>> {
  authorise(work.caller, allowed);
  const { idempotencyKey, ...request } = input;
  return inTransaction(work, work.caller.organisation, (t) =>
    once(
      t,
      { act: 'recordMeetingHeld', key: idempotencyKey, input: request },
      async () => {
        const { callOff } = await holdCallOff(t, request.callOffId);
        const meeting = await meetingOf(t, callOff, { bidId: request.bidId });
        const facts = { callOff: callOff.state, meeting, side: 'COUNCIL' } as const;
        unlessRefused(heldRefusal(facts, request.heldAt, await t.now()));
        meeting!.heldAt = request.heldAt;
        await moveMeeting(t, callOff, meeting!, 'hold');
        return meeting!;
      },
      (id) => t.em.findOneOrFail(MeetAndGreet, id),
    ),
  );
}
