import { inTransaction, type Work } from '../../../../kernel/database/work.js';
import { type Allowed, authorise } from '../../../../kernel/identity/caller.js';
import { notFound, type Outcome, refused } from '../../../../kernel/values/refusal.js';
import { NoReplyCase } from '../../entities/no-reply/no-reply-case.js';
import { AT_THE_DOOR } from '../../entities/readers.js';
import { findOwn } from '../../reads/find-own.js';
import { foundWellRefusal } from '../../rules/no-reply/no-reply.js';
import { type NoReplyAct, takeNoReplyStep } from '../../steps/no-reply/take-no-reply-step.js';

export const allowed = { scope: 'alerts:write', roles: AT_THE_DOOR } satisfies Allowed;

export interface PersonFound extends NoReplyAct {
  readonly at: Date;
}

/**
 * The person was found and is well: the case is closed, and care is given (SM-8). Refuses a case in which the person
 * was found unwell, and what `takeNoReplyStep` does.
 */
export async function personFound(work: Work, input: PersonFound): Promise<Outcome<NoReplyCase>> {
  authorise(work.caller, allowed);
  const noReply = await findOwn(work.em, NoReplyCase, input.caseId);
  if (!noReply) return refused(notFound('no-reply case', 'input.caseId'));
  return inTransaction(work, noReply.council, (t) =>
    takeNoReplyStep(t, noReply, {
      act: 'personFound',
      input,
      at: { at: input.at },
      refusals: ({ emergency }) => [foundWellRefusal(emergency)],
      take: (held) => {
        held.foundAt = input.at;
      },
    }),
  );
}
