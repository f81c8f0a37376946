import { bulk } from '../../../../kernel/database/bulk.js';
import { policyInForce } from '../../../../kernel/database/policy-in-force.js';
import type { Transaction } from '../../../../kernel/database/work.js';
import type { Alert } from '../../entities/alerts/alert.js';
import type { Visit } from '../../entities/visits/visit.js';
import type { AlertKind } from '../../rules/alerts/alert-standing.js';
import { type Arrival, completeAt, endOfSecondWorker, needsSecondWorker } from '../../rules/alerts/second-worker.js';
import { alertAt, missedAt } from '../../rules/visits/visit-times.js';
import type { VisitChange } from '../visits/visit-board.js';
import { endingOf, raiseAlerts } from './raise-alert.js';
import { lockAlert, settleAlert } from './settle-alert.js';

/** An alert as it is found beside its visit. */
interface Found {
  readonly id: string;
  readonly visitId: string;
  readonly kind: AlertKind;
  readonly plannedStart: string;
}

/**
 * Alerts follow their visits: an alert is raised for a call that is found late (DEL-21), closed when somebody comes or
 * the call is missed, and opened again if that is taken back. A carer who reports a no reply has come as well (DEL-30).
 * A call whose start is moved keeps the alert of the start that was missed, and has another if it is late again. A call
 * for several workers has one of its own for those who have not come, though somebody has.
 *
 * @param changes what settling wrote of visits: those that moved from one state to another, and any others
 */
export async function followVisits(t: Transaction, changes: readonly VisitChange[]): Promise<void> {
  const moved = changes.filter(({ before, visit }) => before !== visit.state).map(({ visit }) => visit);
  const forSeveral = changes.map(({ visit }) => visit).filter(({ workersNeeded }) => workersNeeded > 1);
  if (moved.length === 0 && forSeveral.length === 0) return;
  const found = await bulk<Found>(
    t.em,
    `select id, visit_id as "visitId", kind, planned_start as "plannedStart" from monitoring.alert
     where visit_id = any($1::uuid[])`,
    [[...moved, ...forSeveral].map(({ id }) => id)],
  );
  const ofKind = (kind: AlertKind) =>
    Map.groupBy(
      found.filter((each) => each.kind === kind),
      ({ visitId }) => visitId,
    );
  await followLateness(t, moved, ofKind('LATE'));
  await followSecondWorkers(t, forSeveral, ofKind('SECOND_WORKER'));
}

async function followLateness(
  t: Transaction,
  visits: readonly Visit[],
  alertsOf: ReadonlyMap<string, readonly Found[]>,
): Promise<void> {
  for (const visit of visits) {
    for (const { id } of alertsOf.get(visit.id) ?? []) await followVisit(t, await lockAlert(t, id), visit);
  }
  await raiseAlerts(
    t,
    'LATE',
    visits.filter((visit) => visit.state === 'ALERTED' && !hasAlert(alertsOf, visit)),
  );
}

async function followVisit(t: Transaction, alert: Alert, visit: Visit): Promise<void> {
  const ending = await endingOf(t, visit);
  if (ending) await settleAlert(t, alert, [ending]);
  else if (alert.closedAt && visit.state === 'ALERTED' && isOfStart(visit, alert))
    await settleAlert(t, alert, [{ kind: 'OPEN_AGAIN', at: await t.now() }]);
}

async function followSecondWorkers(
  t: Transaction,
  visits: readonly Visit[],
  alertsOf: ReadonlyMap<string, readonly Found[]>,
): Promise<void> {
  const watched = visits.filter(({ id, state }) => state === 'IN_PROGRESS' || alertsOf.has(id));
  const [first] = watched;
  if (!first) return;
  const arrivalsOf = await arrivalsAt(t, watched);
  const now = await t.now();
  const { policy } = await policyInForce(t.em, first.council, now);
  const raised: Visit[] = [];
  for (const visit of watched) {
    const { state, workersNeeded } = visit;
    const call = { state, workersNeeded, arrivals: arrivalsOf.get(visit.id) ?? [] };
    const span = { alertAt: alertAt(visit, policy), missedAt: missedAt(visit, policy) };
    const needed = needsSecondWorker(call, span, now);
    const kind = endOfSecondWorker(call);
    for (const { id } of alertsOf.get(visit.id) ?? []) {
      const alert = await lockAlert(t, id);
      const at = (kind === 'LOGGED_IN' && completeAt(call)) || now;
      const isNews = kind !== null && (!alert.closedAt || (kind === 'LOGGED_IN') !== (alert.state === 'RESOLVED'));
      if (isNews) await settleAlert(t, alert, [{ kind, at }]);
      else if (needed && alert.closedAt && isOfStart(visit, alert)) {
        await settleAlert(t, alert, [{ kind: 'OPEN_AGAIN', at: now }]);
      }
    }
    if (needed && !hasAlert(alertsOf, visit)) raised.push(visit);
  }
  await raiseAlerts(t, 'SECOND_WORKER', raised);
}

/** Who came to each of these visits. */
async function arrivalsAt(t: Transaction, visits: readonly Visit[]): Promise<ReadonlyMap<string, readonly Arrival[]>> {
  const logs = await bulk<{ visitId: string; worker: string; arrivedAt: string }>(
    t.em,
    `select visit_id as "visitId", worker, arrived_at as "arrivedAt" from monitoring.call_log
     where visit_id = any($1::uuid[]) and not removed`,
    [visits.map(({ id }) => id)],
  );
  const arrivals = logs.map(({ visitId, worker, arrivedAt }) => ({ visitId, worker, arrivedAt: new Date(arrivedAt) }));
  return Map.groupBy(arrivals, ({ visitId }) => visitId);
}

function hasAlert(alertsOf: ReadonlyMap<string, readonly Found[]>, visit: Visit): boolean {
  return (alertsOf.get(visit.id) ?? []).some((each) => isOfStart(visit, each));
}

/** Whether an alert is about the start that the visit has now. */
function isOfStart(visit: Visit, { plannedStart }: { readonly plannedStart: string | Date }): boolean {
  return new Date(plannedStart).getTime() === visit.expectedStart.getTime();
}
