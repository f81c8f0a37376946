import { once } from '../../../../kernel/database/idempotency.js';
import { inTransaction, type Work } from '../../../../kernel/database/work.js';
import { type Allowed, authorise } from '../../../../kernel/identity/caller.js';
import { meetDeadline } from '../../../../kernel/time/deadlines.js';
import { notFound, type Outcome, refused, unlessRefused } from '../../../../kernel/values/refusal.js';
import type { ContactTaskDone } from '../../../../schema/events/monitoring.js';
import { ContactTask } from '../../entities/alerts/contact-task.js';
import { CONTACT_DESK } from '../../entities/readers.js';
import { findOwn } from '../../reads/find-own.js';
import { type ContactTaskOutcome, contactTaskRefusal } from '../../rules/alerts/contact-task.js';
import { dutyAt } from '../../rules/no-reply/no-reply-route.js';
import { bySourceClock, reportedAtRefusal } from '../../rules/reported-at.js';
import { subjectOfTask } from '../../steps/alerts/keep-contact-task.js';
import { eventOfAlert, lockAlert, settleAlert } from '../../steps/alerts/settle-alert.js';
import { policyOf } from '../../steps/policy-of.js';

export const allowed = { scope: 'alerts:write', roles: CONTACT_DESK } satisfies Allowed;

export interface CompleteContactTask {
  readonly taskId: string;
  readonly outcome: ContactTaskOutcome;
  /** When it was done. */
  readonly at: Date;
  readonly idempotencyKey: string;
}

/**
 * The council has reached the person or their next of kin, could not, or has no details to do it by (NTF-20, DEL-27). It
 * is part of the log of the alert. Refuses a task that is not this council's or is not open, and an instant that is still
 * to come or lies before it was opened.
 */
export async function completeContactTask(work: Work, input: CompleteContactTask): Promise<Outcome<ContactTask>> {
  authorise(work.caller, allowed);
  const seen = await findOwn(work.em, ContactTask, input.taskId);
  if (!seen) return refused(notFound('contact task', 'input.taskId'));
  return inTransaction(work, seen.council, (t) =>
    once(
      t,
      { act: 'completeContactTask', key: input.idempotencyKey, input },
      async () => {
        // Whoever holds the alert holds its task.
        const alert = await lockAlert(t, seen.alertId);
        const task = await t.em.findOneOrFail(ContactTask, { id: seen.id }, { refresh: true });
        const policy = await policyOf(t, alert);
        const { clockSkewMinutes } = policy.visit;
        const now = await t.now();
        const { at, outcome } = input;
        const follows = bySourceClock(task.openedAt, clockSkewMinutes);
        unlessRefused(
          contactTaskRefusal(task.state),
          reportedAtRefusal('DEL-27', at, { follows, now, clockSkewMinutes }, 'input.at'),
        );
        Object.assign(task, { state: 'DONE', doneAt: at, outcome, doneBy: t.caller.subject });
        // What was done too late is missed all the same, which is for the timer to say.
        if (at <= task.dueAt) await meetDeadline(t, 'NTF-20', subjectOfTask(task));
        await settleAlert(t, alert, [{ kind: 'CONTACT_TASK_DONE', at }]);
        const facts = { taskId: task.id, outcome } satisfies Partial<ContactTaskDone['data']>;
        await t.tell(eventOfAlert(alert, 'ContactTaskDone', facts, dutyAt(now, policy)));
        return task;
      },
      (id) => t.em.findOneOrFail(ContactTask, { id }),
    ),
  );
}
