import { bulkInsert } from '../../../../kernel/database/bulk.js';
import { policyInForce } from '../../../../kernel/database/policy-in-force.js';
import type { Transaction } from '../../../../kernel/database/work.js';
import { startDeadlines } from '../../../../kernel/time/deadlines.js';
import { Alert } from '../../entities/alerts/alert.js';
import { AlertEntry } from '../../entities/alerts/alert-entry.js';
import type { Visit } from '../../entities/visits/visit.js';
import { type AlertEntryKind, type AlertKind, alertStanding } from '../../rules/alerts/alert-standing.js';
import { dutyAt } from '../../rules/no-reply/no-reply-route.js';
import type { VisitState } from '../../rules/visits/visit-states.js';
import { alertAt } from '../../rules/visits/visit-times.js';
import { type NewEntry, raisedEvent, settleAlert, subjectOf } from './settle-alert.js';

/**
 * Makes the alert of a visit that was late. [DEL-21, DEL-05]
 *
 * @param entries what has been done on it already, as a call-monitoring system reports it
 */
export async function raiseAlert(t: Transaction, visit: Visit, entries: readonly NewEntry[] = []): Promise<Alert> {
  const { council, providerId, placementId, expectedStart: plannedStart, timeCritical } = visit;
  const { policy, version: policyVersion } = await policyInForce(t.em, council, await t.now());
  const raisedAt = alertAt(visit, policy);
  const alert = t.em.create(Alert, {
    council,
    providerId,
    placementId,
    visitId: visit.id,
    kind: 'LATE',
    raisedAt,
    plannedStart,
    timeCritical,
    policyVersion,
    state: 'RAISED',
    violations: [],
  });
  t.em.persist(alert);
  const ending = await endingOf(t, visit);
  await settleAlert(t, alert, [{ kind: 'RAISED', at: raisedAt }, ...entries, ...(ending ? [ending] : [])], '(new)');
  return alert;
}

/**
 * Raises the alerts of any number of a provider's visits that have just been found late, or short of a worker, with
 * nothing done yet. [DEL-21]
 */
export async function raiseAlerts(t: Transaction, kind: AlertKind, visits: readonly Visit[]): Promise<void> {
  const [first] = visits;
  if (!first) return;
  const now = await t.now();
  const { policy, version: policyVersion } = await policyInForce(t.em, first.council, now);
  const raised = visits.map((visit) => {
    const { council, providerId, placementId, id: visitId, expectedStart: plannedStart, timeCritical } = visit;
    const raisedAt = alertAt(visit, policy);
    const facts = {
      council,
      providerId,
      placementId,
      visitId,
      kind,
      raisedAt,
      plannedStart,
      timeCritical,
      policyVersion,
    };
    const alert = Object.assign(new Alert(), facts);
    const line = { council, providerId, alertId: alert.id, recordedAt: now, actor: t.caller.subject };
    const entry = Object.assign(new AlertEntry(), line, { kind: 'RAISED', at: raisedAt } as const);
    const { clocks, unreachableAt: _, ...standing } = alertStanding(alert, [entry], policy.alert, now);
    Object.assign(alert, standing, { violations: [...standing.violations] });
    return { alert, entry, clocks };
  });
  await bulkInsert(
    t.em,
    Alert,
    raised.map(({ alert }) => alert),
  );
  await bulkInsert(
    t.em,
    AlertEntry,
    raised.map(({ entry }) => entry),
  );
  await startDeadlines(
    t,
    raised.flatMap(({ alert, clocks }) =>
      clocks.map(({ rule, dueAt }) => ({ rule, subject: subjectOf(alert), council: alert.council, dueAt })),
    ),
  );
  const duty = dutyAt(now, policy);
  await t.tell(...raised.map(({ alert }) => raisedEvent(alert, duty)));
}

const ENDED_AS: Readonly<Partial<Record<VisitState, AlertEntryKind>>> = {
  IN_PROGRESS: 'LOGGED_IN',
  NO_REPLY: 'LOGGED_IN',
  COMPLETED: 'LOGGED_IN',
  REFUSED: 'LOGGED_IN',
  NO_REPLY_CLOSED: 'LOGGED_IN',
  MISSED: 'VISIT_MISSED',
  CANCELLED: 'VISIT_CANCELLED',
};

/** How the alert of a visit ends, by where the visit now stands; null while somebody still waits for the call. */
export async function endingOf(t: Transaction, visit: Visit): Promise<NewEntry | null> {
  const kind = ENDED_AS[visit.state];
  if (!kind) return null;
  return { kind, at: (kind === 'LOGGED_IN' && visit.arrivedAt) || (await t.now()) };
}
