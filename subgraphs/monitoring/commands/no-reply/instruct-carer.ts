import type { Work } from '../../../../kernel/database/work.js';
import type { Outcome } from '../../../../kernel/values/refusal.js';
import type { NoReplyCase } from '../../entities/no-reply/no-reply-case.js';
import { textRefusal } from '../../rules/alerts/alert-step.js';
import type { Instruction } from '../../rules/no-reply/no-reply.js';
import { NO_REPLY_OFFICE, type OnNoReply, onNoReply } from '../../steps/no-reply/on-no-reply.js';

export interface InstructCarer extends OnNoReply {
  readonly instruction: Instruction;
  readonly at: Date;
  /** Who gave it, by the provider's own reference. */
  readonly giver: string;
}

/** The office tells the carer to stay or to go on to the next call (DEL-34). Refuses what `onNoReply` does. */
export function instructCarer(work: Work, input: InstructCarer): Promise<Outcome<NoReplyCase>> {
  const { instruction: what, at, giver } = input;
  return onNoReply(work, input, {
    act: 'instructCarer',
    roles: NO_REPLY_OFFICE,
    at: { at },
    refusals: () => [textRefusal('DEL-34', giver, 'input.giver')],
    take: (noReply) => {
      noReply.instruction = { what, at: at.toISOString(), giver };
    },
  });
}
