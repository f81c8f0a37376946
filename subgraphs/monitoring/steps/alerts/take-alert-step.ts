import { once } from '../../../../kernel/database/idempotency.js';
import type { Transaction } from '../../../../kernel/database/work.js';
import { type Refusal, unlessRefused } from '../../../../kernel/values/refusal.js';
import { Alert } from '../../entities/alerts/alert.js';
import type { AlertStep } from '../../rules/alerts/alert-standing.js';
import { alertStepFollows, alertStepRefusal } from '../../rules/alerts/alert-step.js';
import { reportedAtRefusal } from '../../rules/reported-at.js';
import { policyOf } from '../policy-of.js';
import { lockAlert, type NewEntry, settleAlert } from './settle-alert.js';

/** What every act of the alert desk is given. */
export interface AlertAct {
  readonly alertId: string;
  readonly idempotencyKey: string;
  /** When the step was taken. */
  readonly at: Date;
}

/** One act of the alert desk: its name, what it was given, and what it adds to the log. */
export interface AlertActTaken {
  readonly act: string;
  readonly input: AlertAct;
  readonly entry: Omit<NewEntry, 'at' | 'kind'> & { readonly kind: AlertStep };
  /** Why it cannot be taken, beside what holds for every step. */
  readonly refusals?: (alert: Alert) => ReadonlyArray<Refusal | undefined>;
}

/**
 * Takes one step on one alert, once for its key. Refuses a step out of turn, and an instant that is still to come or lies
 * before what the step follows.
 * [SM-9, DEL-28]
 */
export async function takeAlertStep(
  t: Transaction,
  { id }: Pick<Alert, 'id'>,
  { act, input, entry, refusals }: AlertActTaken,
): Promise<Alert> {
  return once(
    t,
    { act, key: input.idempotencyKey, input },
    async () => {
      const alert = await lockAlert(t, id);
      const policy = await policyOf(t, alert);
      const now = await t.now();
      const { clockSkewMinutes } = policy.visit;
      const follows = alertStepFollows(entry.kind, alert, clockSkewMinutes);
      unlessRefused(
        ...(refusals?.(alert) ?? []),
        alertStepRefusal(alert.state, entry.kind),
        reportedAtRefusal('DEL-28', input.at, { follows, now, clockSkewMinutes }, 'input.at'),
      );
      await settleAlert(t, alert, [{ ...entry, at: input.at }]);
      return alert;
    },
    (known) => t.em.findOneOrFail(Alert, { id: known }),
  );
}
