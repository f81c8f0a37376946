import type { Transaction } from '../../../kernel/database.js';
import { policyInForce } from '../../../schema/policy-in-force.js';
import { Alert } from '../entities/alert.js';
import type { Visit } from '../entities/visit.js';
import type { AlertEntryKind } from '../rules/alert-standing.js';
import type { VisitState } from '../rules/visit-states.js';
import { alertAt } from '../rules/visit-times.js';
import { type NewEntry, settleAlert } from './settle-alert.js';

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
export async function endingOf(t: Transaction, visit: Visit): Promise<NewEntry | null> {
  const kind = ENDED_AS[visit.state];
  if (!kind) return null;
  return { kind, at: (kind === 'LOGGED_IN' && visit.arrivedAt) || (await t.now()) };
}
