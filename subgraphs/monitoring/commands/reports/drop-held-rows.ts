import type { Transaction } from '../../../../kernel/database/work.js';
import type { DueDeadline } from '../../../../kernel/time/deadlines.js';
import { endOfLocalDay } from '../../../../kernel/time/working-time.js';
import type { HeldRowsDropped } from '../../../../schema/events/monitoring.js';
import { lastDayDropped } from '../../rules/reports/held-rows.js';
import { dropUnknown } from '../../steps/reports/hold-reports.js';
import { lockVisits } from '../../steps/visits/lock-visits.js';

/**
 * Rows have waited for a placement as long as they are kept, and it never became known: they are dropped, and the
 * provider and the council are told how many. Rows of a closed quarter wait for it however long. [DEL-01]
 */
export async function dropHeldRows(t: Transaction, { council, dueAt, data }: DueDeadline): Promise<'MET'> {
  const providerId = String(data?.providerId);
  await lockVisits(t, { council, providerId });
  const rows = await dropUnknown(t, { council, providerId }, endOfLocalDay(lastDayDropped(dueAt)));
  if (rows > 0) {
    await t.tell({
      type: 'HeldRowsDropped',
      subject: `held-rows/${council}/${providerId}`,
      council,
      audience: { providers: [providerId], roles: ['contract-officer'] },
      data: { providerId, heldRows: rows } satisfies HeldRowsDropped['data'],
    });
  }
  return 'MET';
}
