import { inTransaction, type Work } from '../../../../kernel/database/work.js';
import { type Allowed, authorise } from '../../../../kernel/identity/caller.js';
import { notFound, type Outcome, refused } from '../../../../kernel/values/refusal.js';
import { Alert } from '../../entities/alerts/alert.js';
import { ALERT_DESK } from '../../entities/readers.js';
import { findOwn } from '../../reads/find-own.js';
import { textRefusal, toldOfAnotherRefusal } from '../../rules/alerts/alert-step.js';
import { type AlertAct, takeAlertStep } from '../../steps/alerts/take-alert-step.js';

export const allowed = { scope: 'alerts:write', roles: ALERT_DESK } satisfies Allowed;

export interface TellReplacement extends AlertAct {
  /** Whose name the person was told, by the provider's own reference: the name itself is not kept. */
  readonly worker: string;
}

/**
 * The person knows that a replacement will come, and who (DEL-26). Refuses an alert that is not this provider's, another
 * worker than was sent, and what `takeAlertStep` does.
 */
export async function tellReplacement(work: Work, input: TellReplacement): Promise<Outcome<Alert>> {
  authorise(work.caller, allowed);
  const { worker } = input;
  const alert = await findOwn(work.em, Alert, input.alertId);
  if (!alert) return refused(notFound('alert', 'input.alertId'));
  return inTransaction(work, alert.council, (t) =>
    takeAlertStep(t, alert, {
      act: 'tellReplacement',
      input,
      entry: { kind: 'REPLACEMENT_TOLD', worker },
      refusals: ({ replacementWorker }) => [
        textRefusal('DEL-26', worker, 'input.worker'),
        toldOfAnotherRefusal(replacementWorker, worker),
      ],
    }),
  );
}
