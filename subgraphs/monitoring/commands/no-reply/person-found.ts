import type { Work } from '../../../../kernel/database/work.js';
import type { Outcome } from '../../../../kernel/values/refusal.js';
import type { NoReplyCase } from '../../entities/no-reply/no-reply-case.js';
import { AT_THE_DOOR, type OnNoReply, onNoReply } from '../../steps/no-reply/on-no-reply.js';

export interface PersonFound extends OnNoReply {
  readonly at: Date;
}

/**
 * The person was found and is well: the case is closed, and care is given (SM-8). Refuses a case in which the person
 * was found unwell, and what `onNoReply` does.
 */
export function personFound(work: Work, input: PersonFound): Promise<Outcome<NoReplyCase>> {
  return onNoReply(work, input, {
    act: 'personFound',
    roles: AT_THE_DOOR,
    at: { at: input.at },
    refusals: ({ emergency }) => [
      emergency
        ? {
            rule: 'DEL-37',
            code: 'FOUND_UNWELL',
            message: 'The person was found unwell; tell next of kin and care manager, then close the case.',
            field: 'input.caseId',
          }
        : undefined,
    ],
    take: (noReply) => {
      noReply.foundAt = input.at;
    },
  });
}
