import { inTransaction, type Work } from '../../../../kernel/database/work.js';
import { type Allowed, authorise } from '../../../../kernel/identity/caller.js';
import { notFound, type Outcome, refused } from '../../../../kernel/values/refusal.js';
import { NoReplyCase } from '../../entities/no-reply/no-reply-case.js';
import { AT_THE_DOOR } from '../../entities/readers.js';
import { findOwn } from '../../reads/find-own.js';
import {
  type EmergencyStepTaken,
  emergencyRefusal,
  emergencyStepsRefusals,
  stepsNow,
} from '../../rules/no-reply/no-reply.js';
import { factsOf } from '../../steps/no-reply/settle-no-reply.js';
import { type NoReplyAct, takeNoReplyStep } from '../../steps/no-reply/take-no-reply-step.js';

export const allowed = { scope: 'alerts:write', roles: AT_THE_DOOR } satisfies Allowed;

export interface RecordEmergencySteps extends NoReplyAct {
  /** Any of the steps, each once; of one that was reported before, this counts. */
  readonly steps: readonly EmergencyStepTaken[];
  /** Whether the person was admitted to hospital; null leaves it as it is known. */
  readonly admitted: boolean | null;
  /** When the carer left; null while still there. */
  readonly carerLeftAt: Date | null;
}

/**
 * What was seen to once the person was found unwell: the overnight bag, the property, the keys, whether the person was
 * admitted, and when the carer left (DEL-37). A step that was not done is kept as a breach. Refuses a case without an
 * emergency, a step that is there twice or cannot be not applicable, and what `takeNoReplyStep` does.
 */
export async function recordEmergencySteps(work: Work, input: RecordEmergencySteps): Promise<Outcome<NoReplyCase>> {
  authorise(work.caller, allowed);
  const { steps, admitted, carerLeftAt } = input;
  const noReply = await findOwn(work.em, NoReplyCase, input.caseId);
  if (!noReply) return refused(notFound('no-reply case', 'input.caseId'));
  return inTransaction(work, noReply.council, (t) =>
    takeNoReplyStep(t, noReply, {
      act: 'recordEmergencySteps',
      input,
      at: { carerLeftAt, ...Object.fromEntries(steps.map(({ at }, place) => [`steps.${place}.at`, at])) },
      follows: ({ emergency, noReplyAt }) => (emergency ? new Date(emergency.foundAt) : noReplyAt),
      refusals: (held) => {
        const { emergency } = factsOf(held);
        return emergency
          ? emergencyStepsRefusals(emergency, { steps, admitted, carerLeftAt })
          : [emergencyRefusal(emergency)];
      },
      take: (held) => {
        const known = held.emergency!;
        held.emergency = {
          ...known,
          admitted: admitted ?? known.admitted,
          steps: stepsNow(factsOf(held).emergency!.steps, steps).map((each) => ({
            ...each,
            at: each.at.toISOString(),
          })),
        };
        held.carerLeftAt = carerLeftAt ?? held.carerLeftAt;
      },
    }),
  );
}
