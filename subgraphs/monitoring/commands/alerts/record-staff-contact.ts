import { inTransaction, type Work } from '../../../../kernel/database/work.js';
import { type Allowed, authorise } from '../../../../kernel/identity/caller.js';
import { notFound, type Outcome, refused } from '../../../../kernel/values/refusal.js';
import { Alert } from '../../entities/alerts/alert.js';
import { ALERT_DESK } from '../../entities/readers.js';
import { findOwn } from '../../reads/find-own.js';
import { textRefusal } from '../../rules/alerts/alert-step.js';
import { type AlertAct, takeAlertStep } from '../../steps/alerts/take-alert-step.js';

export const allowed = { scope: 'alerts:write', roles: ALERT_DESK } satisfies Allowed;

export interface RecordStaffContact extends AlertAct {
  readonly outcome: 'ON_THE_WAY' | 'CANNOT';
  readonly worker: string;
}

/**
 * The worker was contacted after the person: they are on the way, or cannot make the call, from which moment a
 * replacement is due (DEL-24, DEL-25). Refuses an alert that is not this provider's, and what `takeAlertStep` does: above
 * all a contact with the worker before that with the person.
 */
export async function recordStaffContact(work: Work, input: RecordStaffContact): Promise<Outcome<Alert>> {
  authorise(work.caller, allowed);
  const { outcome, worker } = input;
  const alert = await findOwn(work.em, Alert, input.alertId);
  if (!alert) return refused(notFound('alert', 'input.alertId'));
  return inTransaction(work, alert.council, (t) =>
    takeAlertStep(t, alert, {
      act: 'recordStaffContact',
      input,
      entry: { kind: outcome === 'ON_THE_WAY' ? 'STAFF_ON_THE_WAY' : 'STAFF_CANNOT', worker },
      refusals: () => [textRefusal('DEL-24', worker, 'input.worker')],
    }),
  );
}
