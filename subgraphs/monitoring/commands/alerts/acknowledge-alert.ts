import { inTransaction, type Work } from '../../../../kernel/database/work.js';
import { type Allowed, authorise } from '../../../../kernel/identity/caller.js';
import { notFound, type Outcome, refused } from '../../../../kernel/values/refusal.js';
import { Alert } from '../../entities/alerts/alert.js';
import { ALERT_DESK } from '../../entities/readers.js';
import { findOwn } from '../../reads/find-own.js';
import { type AlertAct, takeAlertStep } from '../../steps/alerts/take-alert-step.js';

export const allowed = { scope: 'alerts:write', roles: ALERT_DESK } satisfies Allowed;

/** Somebody at the desk has the alert (DEL-22). Refuses an alert that is not this provider's, and what `takeAlertStep` does. */
export async function acknowledgeAlert(work: Work, input: AlertAct): Promise<Outcome<Alert>> {
  authorise(work.caller, allowed);
  const alert = await findOwn(work.em, Alert, input.alertId);
  if (!alert) return refused(notFound('alert', 'input.alertId'));
  return inTransaction(work, alert.council, (t) =>
    takeAlertStep(t, alert, {
      act: 'acknowledgeAlert',
      input,
      entry: { kind: 'ACKNOWLEDGED' },
    }),
  );
}
