import { once } from '../../../../kernel/database/idempotency.js';
import { policyInForce } from '../../../../kernel/database/policy-in-force.js';
import { inTransaction, type Transaction, type Work } from '../../../../kernel/database/work.js';
import { authorise } from '../../../../kernel/identity/caller.js';
import { isId } from '../../../../kernel/values/ids.js';
import { type Outcome, type Refusal, refused, unlessRefused } from '../../../../kernel/values/refusal.js';
import { Alert } from '../../entities/alerts/alert.js';
import { AlertEntry } from '../../entities/alerts/alert-entry.js';
import { Visit } from '../../entities/visits/visit.js';
import type { AlertEntryKind } from '../../rules/alerts/alert-standing.js';
import { type ReportedAction, reportedActionsRefusals, textRefusal } from '../../rules/alerts/alert-step.js';
import { stepAtRefusal } from '../../rules/visits/reported-at.js';
import { alertAt } from '../../rules/visits/visit-times.js';
import { ALERT_DESK, notFound } from '../../steps/alerts/on-alert.js';
import { raiseAlert } from '../../steps/alerts/raise-alert.js';
import { lockAlert, type NewEntry, settleAlert } from '../../steps/alerts/settle-alert.js';
import { lockVisits } from '../../steps/visits/lock-visits.js';

export interface RecordAlertActions {
  readonly visitId: string;
  /** The system that tells, by the name it gives itself: its action ids are its own. */
  readonly source: string;
  readonly actions: readonly ReportedAction[];
  readonly idempotencyKey: string;
}

/**
 * A call-monitoring system, or a desk after the fact, tells what was done on the alert of a call: as it happened, in
 * whatever order, and again without effect (DEL-05, IDG-18). What was done wrongly is kept as well, and seen on the
 * alert. A call that was late and is known here only since has its alert made by this.
 *
 * Refuses a call that is not this provider's or was never late, an instant that cannot be, what cannot be corrected,
 * and an action that was sent before as another one.
 */
export async function recordAlertActions(work: Work, input: RecordAlertActions): Promise<Outcome<Alert>> {
  authorise(work.caller, { scope: 'alerts:write', roles: [...ALERT_DESK, 'call-monitoring'] });
  const missing = notFound('visit', 'input.visitId');
  // Row-level security: the reader finds its own visits only.
  const seen = isId(input.visitId) ? await work.em.findOne(Visit, { id: input.visitId }) : null;
  if (!seen) return refused(missing);
  return inTransaction(work, seen.council, (t) =>
    once(
      t,
      { act: 'recordAlertActions', key: input.idempotencyKey, input },
      async () => {
        // Of two who find no alert, one makes it.
        await lockVisits(t, seen);
        return keepActions(t, input);
      },
      (id) => t.em.findOneOrFail(Alert, { id }),
    ),
  );
}

async function keepActions(t: Transaction, { visitId, source, actions }: RecordAlertActions): Promise<Alert> {
  const visit = await t.em.findOneOrFail(Visit, { id: visitId });
  const raised = await t.em.findOne(Alert, { visitId }, { fields: ['id'] });
  const alert = raised && (await lockAlert(t, raised.id));
  const log = alert ? await t.em.find(AlertEntry, { alertId: alert.id }) : [];
  const now = await t.now();
  const { policy } = await policyInForce(t.em, visit.council, now);
  const kept = log.filter((entry) => entry.source === source).map(({ kind, ...facts }) => ({ step: kind, ...facts }));
  const first = ({ externalId }: ReportedAction) =>
    [...kept, ...actions].find((action) => action.externalId === externalId)!;
  unlessRefused(
    alert ? undefined : wasLate(visit, alertAt(visit, policy), now),
    textRefusal('DEL-05', source, 'input.source'),
    reportedActionsRefusals(actions, log),
    actions.flatMap(({ at }, place) => {
      const field = `input.actions.${place}.at`;
      return stepAtRefusal(at, visit, now, policy.visit.clockSkewMinutes, field) ?? [];
    }),
    actions.flatMap((action, place) => {
      return isSame(first(action), action) ? [] : [changed(place)];
    }),
  );
  const entries = actions
    .filter((action) => first(action) === action)
    .map(({ step, ...facts }): NewEntry => ({ kind: step, source, ...facts }));
  if (!alert) return raiseAlert(t, visit, entries);
  if (entries.length > 0) await settleAlert(t, alert, entries);
  return alert;
}

function wasLate(visit: Visit, alertDueAt: Date, now: Date): Refusal | undefined {
  if ((visit.arrivedAt ?? now) > alertDueAt) return undefined;
  return {
    rule: 'DEL-21',
    code: 'NEVER_LATE',
    message: 'This call has no alert: somebody had logged in by its alert time, or it has not come yet.',
    field: 'input.visitId',
  };
}

type Compared = Omit<ReportedAction, 'externalId' | 'step'> & { readonly step: AlertEntryKind };

function isSame(one: Compared, other: Compared): boolean {
  return (
    one.step === other.step &&
    one.at.getTime() === other.at.getTime() &&
    one.worker === other.worker &&
    one.askedIfNeeded === other.askedIfNeeded &&
    one.corrects === other.corrects
  );
}

function changed(place: number): Refusal {
  return {
    rule: 'DEL-28',
    code: 'ACTION_CHANGED',
    message: 'An action is not changed: send another one under a new id, which corrects it.',
    field: `input.actions.${place}.externalId`,
  };
}
