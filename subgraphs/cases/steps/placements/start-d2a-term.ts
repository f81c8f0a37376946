import { policyInForce } from '../../../../kernel/database/policy-in-force.js';
import type { Transaction } from '../../../../kernel/database/work.js';
import { startDeadline } from '../../../../kernel/time/deadlines.js';
import { addLocalDays, endOfLocalDay } from '../../../../kernel/time/working-time.js';
import type { Placement } from '../../entities/placements/placement.js';
import { d2aLastDate, d2aReminders } from '../../rules/placements/d2a-term.js';
import { subjectOf } from './tell-of-placement.js';

/**
 * The six weeks begin with the day of the first call: keeps their last date, and starts the clocks of the reminders and
 * of the last instant at which care is within them. [ROUT-16, NTF-17]
 */
export async function startD2aTerm(t: Transaction, placement: Placement): Promise<void> {
  const { policy } = await policyInForce(t.em, placement.council, { version: placement.policyVersion });
  const of = { subject: subjectOf(placement), council: placement.council };
  for (const { day, date } of d2aReminders(placement.startDate, policy)) {
    // A reminder fires as its day begins: the last instant of the day before is the last without it.
    const dueAt = endOfLocalDay(addLocalDays(date, -1));
    await startDeadline(t, { ...of, rule: 'ROUT-16/reminder', dueAt, data: { day } });
  }
  placement.d2aLastDate = d2aLastDate(placement.startDate, policy);
  await startDeadline(t, { ...of, rule: 'ROUT-16', dueAt: endOfLocalDay(placement.d2aLastDate) });
}
