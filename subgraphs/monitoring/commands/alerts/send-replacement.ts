import { inTransaction, type Work } from '../../../../kernel/database/work.js';
import { type Allowed, authorise } from '../../../../kernel/identity/caller.js';
import { notFound, type Outcome, refused } from '../../../../kernel/values/refusal.js';
import { Alert } from '../../entities/alerts/alert.js';
import { ALERT_DESK } from '../../entities/readers.js';
import { findOwn } from '../../reads/find-own.js';
import { textRefusal } from '../../rules/alerts/alert-step.js';
import { type AlertAct, takeAlertStep } from '../../steps/alerts/take-alert-step.js';

export const allowed = { scope: 'alerts:write', roles: ALERT_DESK } satisfies Allowed;

export interface SendReplacement extends AlertAct {
  /** Who was sent, by the provider's own reference. */
  readonly worker: string;
}

/**
 * A replacement is on the way (DEL-25). One that is sent late is taken as well: the alert says that it is late. Refuses
 * an alert that is not this provider's, and what `takeAlertStep` does.
 */
export async function sendReplacement(work: Work, input: SendReplacement): Promise<Outcome<Alert>> {
  authorise(work.caller, allowed);
  const { worker } = input;
  const alert = await findOwn(work.em, Alert, input.alertId);
  if (!alert) return refused(notFound('alert', 'input.alertId'));
  return inTransaction(work, alert.council, (t) =>
    takeAlertStep(t, alert, {
      act: 'sendReplacement',
      input,
      entry: { kind: 'REPLACEMENT_SENT', worker },
      refusals: () => [textRefusal('DEL-25', worker, 'input.worker')],
    }),
  );
}
