import { inTransaction, type Work } from '../../../../kernel/database/work.js';
import { type Allowed, authorise } from '../../../../kernel/identity/caller.js';
import { notFound, type Outcome, refused } from '../../../../kernel/values/refusal.js';
import { NoReplyCase } from '../../entities/no-reply/no-reply-case.js';
import { AT_THE_DOOR } from '../../entities/readers.js';
import { findOwn } from '../../reads/find-own.js';
import type { EmergencyStep } from '../../rules/no-reply/no-reply.js';
import { tellDesk } from '../../steps/no-reply/settle-no-reply.js';
import { type NoReplyAct, takeNoReplyStep } from '../../steps/no-reply/take-no-reply-step.js';
import { policyOf } from '../../steps/policy-of.js';

export const allowed = { scope: 'alerts:write', roles: AT_THE_DOOR } satisfies Allowed;

export interface FoundUnwell extends NoReplyAct {
  readonly foundAt: Date;
  readonly ambulanceCalledAt: Date | null;
  readonly officeCalledAt: Date;
  readonly personMoved: boolean;
  /** Steps that had been taken by the time of the report; what comes later is `recordEmergencySteps`. */
  readonly done: readonly EmergencyStep[];
}

/**
 * The person was found and there is cause for concern: an ambulance is called first, then the office, and the next of kin
 * and the care manager are told at once (DEL-37, INC-01). Whatever was done differently is kept as a breach. Refuses what
 * `takeNoReplyStep` does.
 */
export async function foundUnwell(work: Work, input: FoundUnwell): Promise<Outcome<NoReplyCase>> {
  authorise(work.caller, allowed);
  const { foundAt, ambulanceCalledAt, officeCalledAt } = input;
  const { personMoved, done } = input;
  const noReply = await findOwn(work.em, NoReplyCase, input.caseId);
  if (!noReply) return refused(notFound('no-reply case', 'input.caseId'));
  return inTransaction(work, noReply.council, (t) =>
    takeNoReplyStep(t, noReply, {
      act: 'foundUnwell',
      input,
      at: { foundAt, ambulanceCalledAt, officeCalledAt },
      take: (held, now) => {
        const { nextOfKinToldAt = null, careManagerToldAt = null, admitted = null, steps = [] } = held.emergency ?? {};
        const at = now.toISOString();
        const taken = done.filter((step) => !steps.some((each) => each.step === step));
        held.emergency = {
          foundAt: foundAt.toISOString(),
          ambulanceCalledAt: ambulanceCalledAt?.toISOString() ?? null,
          officeCalledAt: officeCalledAt.toISOString(),
          personMoved,
          nextOfKinToldAt,
          careManagerToldAt,
          admitted,
          steps: [...steps, ...taken.map((step) => ({ step, outcome: 'DONE' as const, at }))],
        };
      },
      after: async (held) => tellDesk(t, held, 'NoReplyEmergencyFound', await policyOf(t, held), ['contract-officer']),
    }),
  );
}
