import { once } from '../../../../kernel/database/idempotency.js';
import { policyInForce } from '../../../../kernel/database/policy-in-force.js';
import { inTransaction, type Transaction, type Work } from '../../../../kernel/database/work.js';
import { authorise, type Role } from '../../../../kernel/identity/caller.js';
import { isId } from '../../../../kernel/values/ids.js';
import { type Outcome, type Refusal, refused, unlessRefused } from '../../../../kernel/values/refusal.js';
import { type Policy } from '../../../../schema/policy.js';
import { Alert } from '../../entities/alerts/alert.js';
import type { AlertStep } from '../../rules/alerts/alert-standing.js';
import { alertStepRefusal } from '../../rules/alerts/alert-step.js';
import { stepAtRefusal } from '../../rules/visits/reported-at.js';
import { lockAlert, type NewEntry, settleAlert } from './settle-alert.js';

/** Who takes the steps of an alert: people at a desk, and the rostering system that is one. [DEL-22, IDG-27] */
export const ALERT_DESK: readonly Role[] = ['provider-user', 'rostering'];

/** What is not there and what one may not see are answered alike. [IDG-05] */
export function notFound(what: string, field: string): Refusal {
  return { rule: 'IDG-05', code: 'NOT_FOUND', message: `There is no such ${what} among those you may act on.`, field };
}

export interface OnAlert {
  readonly alertId: string;
  readonly idempotencyKey: string;
  /** When the step was taken. */
  readonly at: Date;
}

/** A step in the log, with the field of the input that says when. */
export type Step = NewEntry & { readonly kind: AlertStep; readonly field?: string };

/**
 * One act of the alert desk on one alert, done once for its key. Refuses an alert that is not this provider's, a step
 * out of turn, and an instant that cannot be. [SM-9, DEL-28]
 */
export async function onAlert(
  work: Work,
  act: string,
  input: OnAlert,
  steps: readonly Step[],
  ...refusals: ReadonlyArray<Refusal | undefined>
): Promise<Outcome<Alert>> {
  authorise(work.caller, { scope: 'alerts:write', roles: ALERT_DESK });
  const missing = notFound('alert', 'input.alertId');
  // Row-level security: the reader finds its own alerts only.
  const seen = isId(input.alertId) ? await work.em.findOne(Alert, { id: input.alertId }) : null;
  if (!seen) return refused(missing);
  return inTransaction(work, seen.council, (t) =>
    once(
      t,
      { act, key: input.idempotencyKey, input },
      async () => {
        const alert = await lockAlert(t, seen.id);
        const policy = await policyOf(t, alert);
        const now = await t.now();
        unlessRefused(
          ...refusals,
          ...steps.flatMap(({ kind, at, field }) => [
            alertStepRefusal(alert.state, kind),
            stepAtRefusal(at, alert, now, policy.visit.clockSkewMinutes, field ?? 'input.at'),
          ]),
        );
        await settleAlert(
          t,
          alert,
          steps.map(({ field: _field, ...entry }) => entry),
        );
        return alert;
      },
      (id) => t.em.findOneOrFail(Alert, { id }),
    ),
  );
}

/** The policy that the clocks of an alert or a no reply go by. */
export async function policyOf(
  t: Transaction,
  of: { readonly council: string; readonly policyVersion: string },
): Promise<Policy> {
  return (await policyInForce(t.em, of.council, { version: of.policyVersion })).policy;
}
