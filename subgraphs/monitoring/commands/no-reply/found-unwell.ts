import { inTransaction, type Work } from '../../../../kernel/database/work.js';
import { type Allowed, authorise } from '../../../../kernel/identity/caller.js';
import { notFound, type Outcome, refused } from '../../../../kernel/values/refusal.js';
import { NoReplyCase } from '../../entities/no-reply/no-reply-case.js';
import { AT_THE_DOOR } from '../../entities/readers.js';
import { findOwn } from '../../reads/find-own.js';
import { tellOfNoReply } from '../../steps/no-reply/settle-no-reply.js';
import { type NoReplyAct, takeNoReplyStep } from '../../steps/no-reply/take-no-reply-step.js';

export const allowed = { scope: 'alerts:write', roles: AT_THE_DOOR } satisfies Allowed;

export interface FoundUnwell extends NoReplyAct {
  readonly foundAt: Date;
  readonly ambulanceCalledAt: Date | null;
  readonly officeCalledAt: Date;
  readonly personMoved: boolean;
  readonly bagPacked: boolean;
  readonly propertySecured: boolean;
  readonly keysWithPerson: boolean;
}

/**
 * The person was found and there is cause for concern: an ambulance is called first, then the office, and the next of kin
 * and the care manager are told at once (DEL-37, INC-01). Whatever was done differently is kept as a breach. Refuses what
 * `takeNoReplyStep` does.
 */
export async function foundUnwell(work: Work, input: FoundUnwell): Promise<Outcome<NoReplyCase>> {
  authorise(work.caller, allowed);
  const { foundAt, ambulanceCalledAt, officeCalledAt } = input;
  const { personMoved, bagPacked, propertySecured, keysWithPerson } = input;
  const noReply = await findOwn(work.em, NoReplyCase, input.caseId);
  if (!noReply) return refused(notFound('no-reply case', 'input.caseId'));
  return inTransaction(work, noReply.council, (t) =>
    takeNoReplyStep(t, noReply, {
      act: 'foundUnwell',
      input,
      at: { foundAt, ambulanceCalledAt, officeCalledAt },
      take: (held) => {
        const { nextOfKinToldAt = null, careManagerToldAt = null } = held.emergency ?? {};
        held.emergency = {
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
      after: (held) =>
        tellOfNoReply(t, held, 'NoReplyEmergencyFound', {}, ['broker', 'practitioner', 'contract-officer']),
    }),
  );
}
