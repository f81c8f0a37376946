import { inTransaction, type Work } from '../../../../kernel/database/work.js';
import { type Allowed, authorise } from '../../../../kernel/identity/caller.js';
import { notFound, type Outcome, refused } from '../../../../kernel/values/refusal.js';
import { NoReplyCase } from '../../entities/no-reply/no-reply-case.js';
import { NO_REPLY_OFFICE } from '../../entities/readers.js';
import { findOwn } from '../../reads/find-own.js';
import { type NoReplyAct, takeNoReplyStep } from '../../steps/no-reply/take-no-reply-step.js';

export const allowed = { scope: 'alerts:write', roles: NO_REPLY_OFFICE } satisfies Allowed;

export interface SendNoReplyForm extends NoReplyAct {
  readonly at: Date;
}

/** The No Reply form was sent to care manager or duty (DEL-36). Refuses what `takeNoReplyStep` does. */
export async function sendNoReplyForm(work: Work, input: SendNoReplyForm): Promise<Outcome<NoReplyCase>> {
  authorise(work.caller, allowed);
  const noReply = await findOwn(work.em, NoReplyCase, input.caseId);
  if (!noReply) return refused(notFound('no-reply case', 'input.caseId'));
  return inTransaction(work, noReply.council, (t) =>
    takeNoReplyStep(t, noReply, {
      act: 'sendNoReplyForm',
      input,
      at: { at: input.at },
      follows: ({ managerInformedAt }) => managerInformedAt,
      take: (held) => {
        held.formSentAt = input.at;
      },
    }),
  );
}
