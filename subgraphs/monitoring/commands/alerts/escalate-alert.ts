import type { Transaction } from '../../../../kernel/database/work.js';
import type { DueDeadline } from '../../../../kernel/time/deadlines.js';
import { idOf } from '../../../../kernel/values/ids.js';
import { lockAlert, settleAlert } from '../../steps/alerts/settle-alert.js';

/** A step of an alert was not taken by its limit: the log says so, and everybody on duty is told (DEL-22 to DEL-27). */
export async function escalateAlert(t: Transaction, due: DueDeadline): Promise<'MISSED'> {
  const alert = await lockAlert(t, idOf(due.subject));
  await settleAlert(t, alert, [{ kind: 'ESCALATED', at: await t.now(), rule: due.rule }]);
  return 'MISSED';
}
