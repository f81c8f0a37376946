import type { Transaction } from '../../../../kernel/database/work.js';
import type { DueDeadline } from '../../../../kernel/time/deadlines.js';
import { idOf } from '../../../../kernel/values/ids.js';
import { ContactTask } from '../../entities/alerts/contact-task.js';
import { lockAlert, settleAlert } from '../../steps/alerts/settle-alert.js';

/** A contact task was not done by its limit: the log of its alert says so, and everybody on duty is told (NTF-20, DEL-27). */
export async function escalateContactTask(t: Transaction, due: DueDeadline): Promise<'MISSED'> {
  const { alertId } = await t.em.findOneOrFail(ContactTask, { id: idOf(due.subject) });
  await settleAlert(t, await lockAlert(t, alertId), [{ kind: 'ESCALATED', at: await t.now(), rule: due.rule }]);
  return 'MISSED';
}
