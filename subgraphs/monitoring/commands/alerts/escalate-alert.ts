import { LockMode } from '@mikro-orm/core';
import type { Transaction } from '../../../../kernel/database/work.js';
import type { DueDeadline } from '../../../../kernel/time/deadlines.js';
import { Alert } from '../../entities/alerts/alert.js';
import { settleAlert } from '../../steps/alerts/settle-alert.js';

/** A step of an alert was not taken by its limit: it is in the log, and everybody on duty is told (DEL-22 to DEL-27). */
export async function escalateAlert(t: Transaction, due: DueDeadline): Promise<'MISSED'> {
  const id = due.subject.slice('alert/'.length);
  const alert = await t.em.findOneOrFail(Alert, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  await settleAlert(t, alert, [{ kind: 'ESCALATED', at: await t.now(), rule: due.rule }]);
  return 'MISSED';
}
