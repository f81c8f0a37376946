import { bulk } from '../../../../kernel/database/bulk.js';
import type { Transaction } from '../../../../kernel/database/work.js';
import type { Alert } from '../../entities/alerts/alert.js';
import type { Visit } from '../../entities/visits/visit.js';
import type { VisitState } from '../../rules/visits/visit-states.js';
import { endingOf, raiseAlerts } from './raise-alert.js';
import { lockAlert, settleAlert } from './settle-alert.js';

/** What settling made of a visit; `before` is null for one that has just become known. */
export interface VisitChange {
  readonly before: VisitState | null;
  readonly visit: Visit;
}

/**
 * Alerts follow their visits: one is raised for a call found late (DEL-21), closed when somebody came or the call was
 * missed, and opened again when that is taken back. A carer who reports no reply has come, too (DEL-30). A call that is
 * planned anew keeps the alert that it had.
 */
export async function followVisits(t: Transaction, changes: readonly VisitChange[]): Promise<void> {
  const moved = changes.filter(({ before, visit }) => before !== visit.state);
  if (moved.length === 0) return;
  const alerts = await bulk<{ id: string; visitId: string }>(
    t.em,
    'select id, visit_id as "visitId" from monitoring.alert where visit_id = any($1::uuid[])',
    [moved.map(({ visit }) => visit.id)],
  );
  const alertOf = new Map(alerts.map(({ id, visitId }) => [visitId, id]));
  for (const { visit } of moved) {
    const id = alertOf.get(visit.id);
    if (id) await followVisit(t, await lockAlert(t, id), visit);
  }
  await raiseAlerts(
    t,
    moved.map(({ visit }) => visit).filter(({ id, state }) => state === 'ALERTED' && !alertOf.has(id)),
  );
}

async function followVisit(t: Transaction, alert: Alert, visit: Visit): Promise<void> {
  const ending = await endingOf(t, visit);
  if (ending) await settleAlert(t, alert, [ending]);
  else if (alert.closedAt && visit.state === 'ALERTED')
    await settleAlert(t, alert, [{ kind: 'OPEN_AGAIN', at: await t.now() }]);
}
