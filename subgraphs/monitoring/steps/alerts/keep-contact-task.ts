import type { Transaction } from '../../../../kernel/database/work.js';
import { cancelDeadlines, startDeadline } from '../../../../kernel/time/deadlines.js';
import type { Policy } from '../../../../schema/policy.js';
import type { Alert } from '../../entities/alerts/alert.js';
import { ContactTask } from '../../entities/alerts/contact-task.js';
import { contactTaskDueAt } from '../../rules/alerts/contact-task.js';
import { noReplyRouteAt } from '../../rules/no-reply/no-reply-route.js';

/**
 * Brings the contact task of an alert in line with its log: it is opened when the person could not be reached while the
 * alert is open, for the desk of the hour, and not needed any more once they were reached or somebody came. A call that
 * was missed leaves it open: nobody has seen the person. [NTF-20, DEL-27]
 *
 * @param needed whether nobody has reached the person since
 * @returns the task if it was opened, of which the desk is to be told
 */
export async function keepContactTask(
  t: Transaction,
  alert: Alert,
  needed: boolean,
  policy: Policy,
): Promise<ContactTask | null> {
  const { council } = alert;
  const known = await t.em.findOne(ContactTask, { alertId: alert.id });
  if (known?.state === 'OPEN' && !needed) {
    known.state = 'NOT_NEEDED';
    await cancelDeadlines(t, subjectOfTask(known));
  }
  if (!needed || alert.closedAt || (known && known.state !== 'NOT_NEEDED')) return null;
  const openedAt = await t.now();
  const opened = {
    desk: noReplyRouteAt(openedAt, policy),
    openedAt,
    dueAt: contactTaskDueAt(openedAt, policy.alert),
    state: 'OPEN' as const,
  };
  const task = known
    ? Object.assign(known, opened)
    : t.em.create(ContactTask, { council, alertId: alert.id, ...opened });
  t.em.persist(task);
  await startDeadline(t, { rule: 'NTF-20', subject: subjectOfTask(task), council, dueAt: task.dueAt });
  return task;
}

export function subjectOfTask({ id }: Pick<ContactTask, 'id'>): string {
  return `contact-task/${id}`;
}
