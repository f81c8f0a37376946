import type { Work } from '../../../../kernel/database/work.js';
import type { Outcome } from '../../../../kernel/values/refusal.js';
import type { NoReplyCase } from '../../entities/no-reply/no-reply-case.js';
import { AT_THE_DOOR, type OnNoReply, onNoReply } from '../../steps/no-reply/on-no-reply.js';

export interface LeaveCallingCard extends OnNoReply {
  readonly at: Date;
  /** When the carer left the door; null while still there. */
  readonly carerLeftAt: Date | null;
}

/**
 * A card with date and time of the visit is at the door (DEL-35). That the carer left before the checks or without
 * instruction is kept as a breach (DEL-31, DEL-34). Refuses what `onNoReply` does.
 */
export function leaveCallingCard(work: Work, input: LeaveCallingCard): Promise<Outcome<NoReplyCase>> {
  const { at, carerLeftAt } = input;
  return onNoReply(work, input, {
    act: 'leaveCallingCard',
    roles: AT_THE_DOOR,
    at: { at, carerLeftAt },
    take: (noReply) => {
      noReply.callingCardAt = at;
      noReply.carerLeftAt = carerLeftAt;
    },
  });
}
