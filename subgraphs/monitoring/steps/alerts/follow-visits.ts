import { bulk } from '../../../../kernel/database/bulk.js';
import type { Transaction } from '../../../../kernel/database/work.js';
import type { Alert } from '../../entities/alerts/alert.js';
import type { Visit } from '../../entities/visits/visit.js';
import type { VisitChange } from '../visits/visit-board.js';
import { endingOf, raiseAlerts } from './raise-alert.js';
import { lockAlert, settleAlert } from './settle-alert.js';

/**
 * Alerts follow their visits: an alert is raised for a call that is found late (DEL-21), closed when somebody comes or
 * the call is missed, and opened again if that is taken back. A carer who reports a no reply has come as well (DEL-30).
 * A call that is planned anew keeps its alert.
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
