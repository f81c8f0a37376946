import { LockMode } from '@mikro-orm/core';
import type { Transaction } from '../../../kernel/database.js';
import { holdDeadlines } from '../../../kernel/deadlines.js';
import { policyInForce } from '../../../schema/policy-in-force.js';
import { Alert } from '../entities/alert.js';
import type { Visit } from '../entities/visit.js';
import type { AlertEntryKind } from '../rules/alert-standing.js';
import type { VisitState } from '../rules/visit-states.js';
import { alertAt } from '../rules/visit-times.js';
import { type NewEntry, settleAlert } from './settle-alert.js';

/** What settling made of a visit; `before` is null for one that has just become known. */
export interface VisitChange {
  readonly before: VisitState | null;
  readonly visit: Visit;
}

/**
 * Alerts follow their visits: one is raised for a call found late (DEL-21), closed when somebody came or the call was
 * missed, and opened again when that is taken back. A carer who reports no reply has come, too (DEL-30).
 */
export async function followVisits(t: Transaction, changes: readonly VisitChange[]): Promise<void> {
  const moved = changes.filter(({ before, visit }) => before !== visit.state);
  const known = moved.flatMap(({ before, visit }) => (before === null ? [] : [visit.id]));
  const alerts =
    known.length === 0 ? [] : await t.em.find(Alert, { visitId: { $in: known } }, { fields: ['id', 'visitId'] });
  const alertOf = new Map(alerts.map(({ id, visitId }) => [visitId, id]));
  for (const { visit } of moved) {
    const id = alertOf.get(visit.id);
    if (id) await followVisit(t, await lockAlert(t, id), visit);
    else if (visit.state === 'ALERTED') await raiseAlert(t, visit);
  }
}

/** The alert with its row held, and the clocks that the timer may be about to fire before it. */
export async function lockAlert(t: Transaction, id: string): Promise<Alert> {
  await holdDeadlines(t, `alert/${id}`);
  return t.em.findOneOrFail(Alert, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true });
}

/**
 * Makes the alert of a visit. [DEL-21, DEL-05]
 *
 * @param entries what has been done on it already, as a call-monitoring system reports it
 */
export async function raiseAlert(t: Transaction, visit: Visit, entries: readonly NewEntry[] = []): Promise<Alert> {
  const { council, providerId, placementId, plannedStart, timeCritical } = visit;
  const { policy, version: policyVersion } = await policyInForce(t.em, council, await t.now());
  const raisedAt = alertAt(visit, policy);
  const alert = t.em.create(Alert, {
    council,
    providerId,
    placementId,
    visitId: visit.id,
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

async function followVisit(t: Transaction, alert: Alert, visit: Visit): Promise<void> {
  const ending = await endingOf(t, visit);
  if (ending) await settleAlert(t, alert, [ending]);
  else if (alert.closedAt) await settleAlert(t, alert, [{ kind: 'OPEN_AGAIN', at: await t.now() }]);
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

/** How the alert of a visit ends, as the visit now stands; null while the call is still waited for. */
async function endingOf(t: Transaction, visit: Visit): Promise<NewEntry | null> {
  const kind = ENDED_AS[visit.state];
  if (!kind) return null;
  return { kind, at: (kind === 'LOGGED_IN' && visit.arrivedAt) || (await t.now()) };
}
