import { inTransaction, type Work } from '../../../../kernel/database/work.js';
import { type Allowed, authorise } from '../../../../kernel/identity/caller.js';
import { notFound, type Outcome, refused } from '../../../../kernel/values/refusal.js';
import { NoReplyCase } from '../../entities/no-reply/no-reply-case.js';
import { NO_REPLY_OFFICE } from '../../entities/readers.js';
import { findOwn } from '../../reads/find-own.js';
import { closingRefusals } from '../../rules/no-reply/no-reply.js';
import { factsOf } from '../../steps/no-reply/settle-no-reply.js';
import { type NoReplyAct, takeNoReplyStep } from '../../steps/no-reply/take-no-reply-step.js';

export const allowed = { scope: 'alerts:write', roles: NO_REPLY_OFFICE } satisfies Allowed;

/**
 * The procedure is complete: the visit counts as neither made nor missed, and is paid by the council's policy (DEL-38,
 * AMB-15). An emergency ends the visit as well: it was made if its workers logged out. Refuses while a step is missing, and names each; also refuses what `takeNoReplyStep` does.
 */
export async function closeNoReply(work: Work, input: NoReplyAct): Promise<Outcome<NoReplyCase>> {
  authorise(work.caller, allowed);
  const noReply = await findOwn(work.em, NoReplyCase, input.caseId);
  if (!noReply) return refused(notFound('no-reply case', 'input.caseId'));
  return inTransaction(work, noReply.council, (t) =>
    takeNoReplyStep(t, noReply, {
      act: 'closeNoReply',
      input,
      refusals: (held, { departedAt }) => closingRefusals(factsOf(held), departedAt),
      take: (held, now) => {
        held.closedAt = now;
      },
    }),
  );
}
