import type { Transaction } from '../../../../kernel/database/work.js';
import type { DueDeadline } from '../../../../kernel/time/deadlines.js';
import { addLocalDays } from '../../../../kernel/time/working-time.js';
import type { KpiReturnDue } from '../../../../schema/events/monitoring.js';
import { monitoredSheets } from '../../reads/figures/read-kpi-sheets.js';
import { periodNamed } from '../../rules/figures/period.js';
import { expectQuarterEnd } from '../../steps/figures/expect-quarter-end.js';

/** The quarter is over: monitored providers and contract officers are told that its return is due. [NTF-37, CM-01] */
export async function tellReturnsDue(t: Transaction, { council, data }: DueDeadline): Promise<'MET'> {
  const period = periodNamed(String(data?.quarter))!;
  const sheets = await monitoredSheets(t.em, { council, period, now: await t.now(), hideFew: true });
  for (const { providerId } of sheets) {
    await t.tell({
      type: 'KpiReturnDue',
      subject: `kpi-sheet/${providerId}/${period.name}`,
      council,
      audience: { providers: [providerId!], roles: ['contract-officer'] },
      data: { providerId: providerId!, quarter: period.name } satisfies KpiReturnDue['data'],
    });
  }
  await expectQuarterEnd(t, council, addLocalDays(period.to, 1));
  return 'MET';
}
