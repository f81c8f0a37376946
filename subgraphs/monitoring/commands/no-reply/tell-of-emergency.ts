import { inTransaction, type Work } from '../../../../kernel/database/work.js';
import { type Allowed, authorise } from '../../../../kernel/identity/caller.js';
import { notFound, type Outcome, refused } from '../../../../kernel/values/refusal.js';
import { NoReplyCase } from '../../entities/no-reply/no-reply-case.js';
import type { EmergencyTold } from '../../entities/no-reply/words.js';
import { NO_REPLY_OFFICE } from '../../entities/readers.js';
import { findOwn } from '../../reads/find-own.js';
import { emergencyRefusal } from '../../rules/no-reply/no-reply.js';
import { type NoReplyAct, takeNoReplyStep } from '../../steps/no-reply/take-no-reply-step.js';

export const allowed = { scope: 'alerts:write', roles: NO_REPLY_OFFICE } satisfies Allowed;

export interface TellOfEmergency extends NoReplyAct {
  readonly who: EmergencyTold;
  readonly at: Date;
}

/**
 * The next of kin or the care manager were told of the emergency, whether or not the person is admitted; both must be
 * (DEL-37). Refuses a case without an emergency, and what `takeNoReplyStep` does.
 */
export async function tellOfEmergency(work: Work, input: TellOfEmergency): Promise<Outcome<NoReplyCase>> {
  authorise(work.caller, allowed);
  const { who, at } = input;
  const noReply = await findOwn(work.em, NoReplyCase, input.caseId);
  if (!noReply) return refused(notFound('no-reply case', 'input.caseId'));
  return inTransaction(work, noReply.council, (t) =>
    takeNoReplyStep(t, noReply, {
      act: 'tellOfEmergency',
      input,
      at: { at },
      follows: ({ emergency, noReplyAt }) => (emergency ? new Date(emergency.foundAt) : noReplyAt),
      refusals: ({ emergency }) => [emergencyRefusal(emergency)],
      take: (held) => {
        const told = who === 'NEXT_OF_KIN' ? 'nextOfKinToldAt' : 'careManagerToldAt';
        held.emergency = { ...held.emergency!, [told]: at.toISOString() };
      },
    }),
  );
}
