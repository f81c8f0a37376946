import type { Transaction } from '../../../../kernel/database/work.js';
import { startDeadline } from '../../../../kernel/time/deadlines.js';
import { addLocalDays, instantOf } from '../../../../kernel/time/working-time.js';
import type { Policy } from '../../../../schema/policy.js';
import type { Placement } from '../../entities/placements/placement.js';
import { d2aLastDate, d2aReminders } from '../../rules/placements/d2a-term.js';
import { subjectOf } from './tell-of-placement.js';

/**
 * Starts the clocks of the six weeks: the reminders, and the last instant at which care is within them. [ROUT-16,
 * NTF-17]
 */
export async function startD2aTerm(t: Transaction, placement: Placement, policy: Policy): Promise<void> {
  const of = { subject: subjectOf(placement), council: placement.council };
  for (const { day, date } of d2aReminders(placement.startDate, policy)) {
    // A reminder fires as its day begins: the last instant of the day before is the last without it.
    await startDeadline(t, {
      ...of,
      rule: 'ROUT-16/reminder',
      dueAt: lastInstantOf(addLocalDays(date, -1)),
      data: { day },
    });
  }
  await startDeadline(t, { ...of, rule: 'ROUT-16', dueAt: lastInstantOf(d2aLastDate(placement.startDate, policy)) });
}

function lastInstantOf(localDate: string): Date {
  return new Date(instantOf(addLocalDays(localDate, 1), '00:00').getTime() - 1);
}
