import type { Work } from '../../../../kernel/database/work.js';
import type { Outcome } from '../../../../kernel/values/refusal.js';
import type { NoReplyCase } from '../../entities/no-reply/no-reply-case.js';
import type { EmergencyTold } from '../../entities/words.js';
import { NO_REPLY_OFFICE, type OnNoReply, onNoReply } from '../../steps/no-reply/on-no-reply.js';

export interface TellOfEmergency extends OnNoReply {
  readonly who: EmergencyTold;
  readonly at: Date;
}

/**
 * Next of kin or care manager know of the emergency, admitted or not: both must (DEL-37). Refuses a case without one,
 * and what `onNoReply` does.
 */
export function tellOfEmergency(work: Work, input: TellOfEmergency): Promise<Outcome<NoReplyCase>> {
  const { who, at } = input;
  return onNoReply(work, input, {
    act: 'tellOfEmergency',
    roles: NO_REPLY_OFFICE,
    at: { at },
    refusals: ({ emergency }) => [
      emergency
        ? undefined
        : {
            rule: 'DEL-37',
            code: 'NO_EMERGENCY',
            message: 'The person was not reported as found unwell; report that first.',
            field: 'input.caseId',
          },
    ],
    take: (noReply) => {
      const told = who === 'NEXT_OF_KIN' ? 'nextOfKinToldAt' : 'careManagerToldAt';
      noReply.emergency = { ...noReply.emergency!, [told]: at.toISOString() };
    },
  });
}
