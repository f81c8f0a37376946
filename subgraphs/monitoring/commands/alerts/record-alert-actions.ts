import { once } from '../../../../kernel/database/idempotency.js';
import { policyInForce } from '../../../../kernel/database/policy-in-force.js';
import { inTransaction, type Transaction, type Work } from '../../../../kernel/database/work.js';
import { type Allowed, authorise } from '../../../../kernel/identity/caller.js';
import { notFound, type Outcome, refused, unlessRefused } from '../../../../kernel/values/refusal.js';
import { Alert } from '../../entities/alerts/alert.js';
import { AlertEntry } from '../../entities/alerts/alert-entry.js';
import { ALERT_DESK } from '../../entities/readers.js';
import { Visit } from '../../entities/visits/visit.js';
import { findOwn } from '../../reads/find-own.js';
import type { AlertKind } from '../../rules/alerts/alert-standing.js';
import {
  changedActionRefusal,
  historyFollows,
  neverLateRefusal,
  nobodyMissingRefusal,
  type ReportedAction,
  reportedActionsRefusals,
  textRefusal,
} from '../../rules/alerts/alert-step.js';
import { reportedAtRefusal } from '../../rules/reported-at.js';
import { alertAt } from '../../rules/visits/visit-times.js';
import { raiseAlert } from '../../steps/alerts/raise-alert.js';
import { lockAlert, type NewEntry, settleAlert } from '../../steps/alerts/settle-alert.js';
import { lockVisits } from '../../steps/visits/lock-visits.js';

export const allowed = { scope: 'alerts:write', roles: [...ALERT_DESK, 'call-monitoring'] } satisfies Allowed;

export interface RecordAlertActions {
  readonly visitId: string;
  /** Which of its alerts: that nobody had come, or that not everybody had. */
  readonly kind: AlertKind;
  /** The system that tells, by the name it gives itself: its action ids are its own. */
  readonly source: string;
  readonly actions: readonly ReportedAction[];
  readonly idempotencyKey: string;
}

/**
 * A call-monitoring system, or a desk after the fact, tells what was done on the alert of a call: as it happened, in any
 * order, and again without effect (DEL-05, IDG-18). What was done wrongly is kept as well, and can be seen on the alert.
 * If the call was late before it was known here, this makes its alert.
 *
 * Refuses a call that is not this provider's or was never late, an instant that cannot be, a correction of something
 * that cannot be corrected, and an action that was sent before as another one.
 */
export async function recordAlertActions(work: Work, input: RecordAlertActions): Promise<Outcome<Alert>> {
  authorise(work.caller, allowed);
  const seen = await findOwn(work.em, Visit, input.visitId);
  if (!seen) return refused(notFound('visit', 'input.visitId'));
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

async function keepActions(t: Transaction, { visitId, kind, source, actions }: RecordAlertActions): Promise<Alert> {
  const visit = await t.em.findOneOrFail(Visit, { id: visitId });
  // A call whose start was moved has one for each that was missed: it is about the last.
  const last = { orderBy: { plannedStart: 'desc' }, limit: 1, fields: ['id'] } as const;
  const [raised] = await t.em.find(Alert, { visitId, kind }, last);
  const alert = raised && (await lockAlert(t, raised.id));
  const log = alert ? await t.em.find(AlertEntry, { alertId: alert.id }) : [];
  const now = await t.now();
  const { policy } = await policyInForce(t.em, visit.council, now);
  const { clockSkewMinutes } = policy.visit;
  const kept = log.filter((entry) => entry.source === source).map(({ kind, ...facts }) => ({ step: kind, ...facts }));
  const first = ({ externalId }: ReportedAction) =>
    [...kept, ...actions].find((action) => action.externalId === externalId)!;
  unlessRefused(
    alert || kind === 'SECOND_WORKER' ? undefined : neverLateRefusal(visit, alertAt(visit, policy), now),
    alert || kind === 'LATE' ? undefined : nobodyMissingRefusal(),
    textRefusal('DEL-05', source, 'input.source'),
    reportedActionsRefusals(actions, log),
    actions.flatMap(({ step, at }, place) => {
      const times = alert ?? { raisedAt: alertAt(visit, policy), plannedStart: visit.expectedStart };
      const follows = historyFollows(step, times, clockSkewMinutes);
      const field = `input.actions.${place}.at`;
      return reportedAtRefusal('DEL-28', at, { follows, now, clockSkewMinutes }, field) ?? [];
    }),
    actions.flatMap((action, place) => {
      return changedActionRefusal(first(action), action, `input.actions.${place}.externalId`) ?? [];
    }),
  );
  const entries = actions
    .filter((action) => first(action) === action)
    .map(({ step, ...facts }): NewEntry => ({ kind: step, source, ...facts }));
  if (!alert) return raiseAlert(t, visit, entries);
  if (entries.length > 0) await settleAlert(t, alert, entries);
  return alert;
}
