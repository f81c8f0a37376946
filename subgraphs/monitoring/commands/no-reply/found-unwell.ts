import type { Work } from '../../../../kernel/database/work.js';
import type { Outcome } from '../../../../kernel/values/refusal.js';
import type { NoReplyCase } from '../../entities/no-reply/no-reply-case.js';
import { AT_THE_DOOR, type OnNoReply, onNoReply } from '../../steps/no-reply/on-no-reply.js';
import { tellOfNoReply } from '../../steps/no-reply/settle-no-reply.js';

export interface FoundUnwell extends OnNoReply {
  readonly foundAt: Date;
  readonly ambulanceCalledAt: Date | null;
  readonly officeCalledAt: Date;
  readonly personMoved: boolean;
  readonly bagPacked: boolean;
  readonly propertySecured: boolean;
  readonly keysWithPerson: boolean;
}

/**
 * The person was found and there is cause for concern: an ambulance first, then the office; next of kin and care
 * manager are to be told at once (DEL-37, INC-01). What was done otherwise is kept as a breach. Refuses what
 * `onNoReply` does.
 */
export function foundUnwell(work: Work, input: FoundUnwell): Promise<Outcome<NoReplyCase>> {
  const { foundAt, ambulanceCalledAt, officeCalledAt } = input;
  const { personMoved, bagPacked, propertySecured, keysWithPerson } = input;
  return onNoReply(work, input, {
    act: 'foundUnwell',
    roles: AT_THE_DOOR,
    at: { foundAt, ambulanceCalledAt, officeCalledAt },
    take: (noReply) => {
      const { nextOfKinToldAt = null, careManagerToldAt = null } = noReply.emergency ?? {};
      noReply.emergency = {
        foundAt: foundAt.toISOString(),
        ambulanceCalledAt: ambulanceCalledAt?.toISOString() ?? null,
        officeCalledAt: officeCalledAt.toISOString(),
        personMoved,
        bagPacked,
        propertySecured,
        keysWithPerson,
        nextOfKinToldAt,
        careManagerToldAt,
      };
    },
    after: (t, noReply) =>
      tellOfNoReply(t, noReply, 'NoReplyEmergencyFound', {}, ['broker', 'practitioner', 'contract-officer']),
  });
}
