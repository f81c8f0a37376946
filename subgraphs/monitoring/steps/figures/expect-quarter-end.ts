import type { Transaction } from '../../../../kernel/database/work.js';
import { startDeadline } from '../../../../kernel/time/deadlines.js';
import { endOfLocalDay } from '../../../../kernel/time/working-time.js';
import { quarterHolding } from '../../rules/figures/period.js';

/** The quarter of a council that holds this day ends at its last instant; started once, however often. [NTF-37] */
export async function expectQuarterEnd(t: Transaction, council: string, day: string): Promise<void> {
  const { name, to } = quarterHolding(day);
  const subject = `kpi-quarter/${council}/${name}`;
  await startDeadline(t, { rule: 'NTF-37', subject, council, dueAt: endOfLocalDay(to), data: { quarter: name } });
}
