import type { Work } from '../../../../kernel/database/work.js';
import type { Outcome } from '../../../../kernel/values/refusal.js';
import type { NoReplyCase } from '../../entities/no-reply/no-reply-case.js';
import { NO_REPLY_OFFICE, type OnNoReply, onNoReply } from '../../steps/no-reply/on-no-reply.js';

export interface SendNoReplyForm extends OnNoReply {
  readonly at: Date;
}

/** The No Reply form was sent to care manager or duty (DEL-36). Refuses what `onNoReply` does. */
export function sendNoReplyForm(work: Work, input: SendNoReplyForm): Promise<Outcome<NoReplyCase>> {
  return onNoReply(work, input, {
    act: 'sendNoReplyForm',
    roles: NO_REPLY_OFFICE,
    at: { at: input.at },
    take: (noReply) => {
      noReply.formSentAt = input.at;
    },
  });
}
