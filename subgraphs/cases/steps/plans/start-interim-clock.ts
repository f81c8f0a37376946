import { policyInForce } from '../../../../kernel/database/policy-in-force.js';
import type { Transaction } from '../../../../kernel/database/work.js';
import { englandCalendar } from '../../../../kernel/time/bank-holidays.js';
import { runAgain } from '../../../../kernel/time/deadlines.js';
import type { Placement } from '../../entities/placements/placement.js';
import { CarePlan } from '../../entities/plans/care-plan.js';
import { interimPlanDue, interimSince } from '../../rules/plans/interim-plan.js';
import { subjectOf } from '../placements/tell-of-placement.js';

/**
 * The clock of interim documentation runs from the first of it until a plan is authorised: further interim documentation
 * neither moves it nor, once it was missed, starts it anew. [ASM-12]
 */
export async function startInterimClock(t: Transaction, placement: Placement): Promise<void> {
  await t.em.flush();
  const { packageId, council } = placement;
  const since = interimSince(await t.em.find(CarePlan, { packageId }, { orderBy: { version: 'asc' } }));
  if (!since) return;
  const { policy } = await policyInForce(t.em, council, { version: placement.policyVersion });
  const calendar = englandCalendar(policy.calendar.extraHolidays, policy.calendar.workingDayEnd);
  const dueAt = interimPlanDue(since, policy, calendar);
  await runAgain(t, [{ rule: 'ASM-12', subject: subjectOf(placement), council, dueAt }]);
}
