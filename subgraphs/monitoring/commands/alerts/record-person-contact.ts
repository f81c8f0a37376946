import { inTransaction, type Work } from '../../../../kernel/database/work.js';
import { type Allowed, authorise } from '../../../../kernel/identity/caller.js';
import { notFound, type Outcome, refused } from '../../../../kernel/values/refusal.js';
import { Alert } from '../../entities/alerts/alert.js';
import { ALERT_DESK } from '../../entities/readers.js';
import { findOwn } from '../../reads/find-own.js';
import { type AlertAct, takeAlertStep } from '../../steps/alerts/take-alert-step.js';

export const allowed = { scope: 'alerts:write', roles: ALERT_DESK } satisfies Allowed;

export interface RecordPersonContact extends AlertAct {
  readonly outcome: 'REASSURED' | 'UNREACHABLE';
  /** The person was asked whether the call is still needed: kept as a violation, for nobody may ask. */
  readonly askedIfNeeded: boolean;
}

/**
 * The person was contacted before anybody else: they are all right and know that the carer will come, or could not be
 * reached (DEL-23, DEL-27). "The call is no longer needed" is not among the outcomes. Refuses an alert that is not this
 * provider's, and what `takeAlertStep` does.
 */
export async function recordPersonContact(work: Work, input: RecordPersonContact): Promise<Outcome<Alert>> {
  authorise(work.caller, allowed);
  const { outcome, askedIfNeeded } = input;
  const alert = await findOwn(work.em, Alert, input.alertId);
  if (!alert) return refused(notFound('alert', 'input.alertId'));
  return inTransaction(work, alert.council, (t) =>
    takeAlertStep(t, alert, {
      act: 'recordPersonContact',
      input,
      entry: { kind: outcome === 'REASSURED' ? 'PERSON_REASSURED' : 'PERSON_UNREACHABLE', askedIfNeeded },
    }),
  );
}
