import { inTransaction, type Work } from '../../../../kernel/database/work.js';
import { type Allowed, authorise } from '../../../../kernel/identity/caller.js';
import { notFound, type Outcome, refused } from '../../../../kernel/values/refusal.js';
import { NoReplyCase } from '../../entities/no-reply/no-reply-case.js';
import { AT_THE_DOOR } from '../../entities/readers.js';
import { findOwn } from '../../reads/find-own.js';
import { type NoReplyAct, takeNoReplyStep } from '../../steps/no-reply/take-no-reply-step.js';

export const allowed = { scope: 'alerts:write', roles: AT_THE_DOOR } satisfies Allowed;

export interface LeaveCallingCard extends NoReplyAct {
  readonly at: Date;
  /** When the carer left the door; null while still there. */
  readonly carerLeftAt: Date | null;
}

/**
 * A card with date and time of the visit is at the door (DEL-35). That the carer left before the checks or without
 * instruction is kept as a breach (DEL-31, DEL-34). Refuses what `takeNoReplyStep` does.
 */
export async function leaveCallingCard(work: Work, input: LeaveCallingCard): Promise<Outcome<NoReplyCase>> {
  authorise(work.caller, allowed);
  const { at, carerLeftAt } = input;
  const noReply = await findOwn(work.em, NoReplyCase, input.caseId);
  if (!noReply) return refused(notFound('no-reply case', 'input.caseId'));
  return inTransaction(work, noReply.council, (t) =>
    takeNoReplyStep(t, noReply, {
      act: 'leaveCallingCard',
      input,
      at: { at, carerLeftAt },
      take: (held) => {
        held.callingCardAt = at;
        held.carerLeftAt = carerLeftAt;
      },
    }),
  );
}
