import type { Work } from '../../../../kernel/database/work.js';
import type { Outcome } from '../../../../kernel/values/refusal.js';
import type { NoReplyCase } from '../../entities/no-reply/no-reply-case.js';
import { closingRefusals } from '../../rules/no-reply/no-reply.js';
import { NO_REPLY_OFFICE, type OnNoReply, onNoReply } from '../../steps/no-reply/on-no-reply.js';
import { factsOf } from '../../steps/no-reply/settle-no-reply.js';

/**
 * The procedure is complete: the visit counts as neither made nor missed, and is paid by the council's policy (DEL-38,
 * AMB-15). Refuses while a step is missing, naming each, and what `onNoReply` does.
 */
export function closeNoReply(work: Work, input: OnNoReply): Promise<Outcome<NoReplyCase>> {
  return onNoReply(work, input, {
    act: 'closeNoReply',
    roles: NO_REPLY_OFFICE,
    at: {},
    refusals: (noReply) => closingRefusals(factsOf(noReply)),
    take: (noReply, now) => {
      noReply.closedAt = now;
    },
  });
}
