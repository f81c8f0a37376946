import type { Transaction } from '../../../../kernel/database/work.js';
import { type DueDeadline, startDeadline } from '../../../../kernel/time/deadlines.js';
import { addLocalDays, endOfLocalDay, localDateOf } from '../../../../kernel/time/working-time.js';
import type { KpiReturnDue } from '../../../../schema/events/monitoring.js';
import { monitoredSheets } from '../../reads/figures/read-kpi-sheets.js';
import { periodNamed, quarterHolding } from '../../rules/figures/period.js';

/** The running quarter of a council ends at its last instant; started once, however often it is asked for. [NTF-37] */
export async function expectQuarterEnd(t: Transaction, council: string): Promise<void> {
  await expectEndOf(t, council, quarterHolding(localDateOf(await t.now())));
}

async function expectEndOf(t: Transaction, council: string, { name, to }: { name: string; to: string }): Promise<void> {
  const subject = `kpi-quarter/${council}/${name}`;
  await startDeadline(t, { rule: 'NTF-37', subject, council, dueAt: endOfLocalDay(to), data: { quarter: name } });
}

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
  await expectEndOf(t, council, quarterHolding(addLocalDays(period.to, 1)));
  return 'MET';
}
