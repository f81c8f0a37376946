import { inTransaction, type Work } from '../../../../kernel/database/work.js';
import { type Allowed, authorise } from '../../../../kernel/identity/caller.js';
import { notFound, type Outcome, refused } from '../../../../kernel/values/refusal.js';
import { NoReplyCase } from '../../entities/no-reply/no-reply-case.js';
import { NO_REPLY_OFFICE } from '../../entities/readers.js';
import { findOwn } from '../../reads/find-own.js';
import { textRefusal } from '../../rules/alerts/alert-step.js';
import type { Instruction } from '../../rules/no-reply/no-reply.js';
import { type NoReplyAct, takeNoReplyStep } from '../../steps/no-reply/take-no-reply-step.js';

export const allowed = { scope: 'alerts:write', roles: NO_REPLY_OFFICE } satisfies Allowed;

export interface InstructCarer extends NoReplyAct {
  readonly instruction: Instruction;
  readonly at: Date;
  /** Who gave it, by the provider's own reference. */
  readonly giver: string;
}

/** The office tells the carer to stay or to go on to the next call (DEL-34). Refuses what `takeNoReplyStep` does. */
export async function instructCarer(work: Work, input: InstructCarer): Promise<Outcome<NoReplyCase>> {
  authorise(work.caller, allowed);
  const { instruction: what, at, giver } = input;
  const noReply = await findOwn(work.em, NoReplyCase, input.caseId);
  if (!noReply) return refused(notFound('no-reply case', 'input.caseId'));
  return inTransaction(work, noReply.council, (t) =>
    takeNoReplyStep(t, noReply, {
      act: 'instructCarer',
      input,
      at: { at },
      follows: ({ managerInformedAt }) => managerInformedAt,
      refusals: () => [textRefusal('DEL-34', giver, 'input.giver')],
      take: (held) => {
        held.instruction = { what, at: at.toISOString(), giver };
      },
    }),
  );
}
