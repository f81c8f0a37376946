import type { Calendar } from '../../../../kernel/time/bank-holidays.js';
import { endOfWorkingDay } from '../../../../kernel/time/working-time.js';
import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';
import type { Policy } from '../../../../schema/policy.js';
import { type CarePlanContent, carePlanRefusals } from './care-plan.js';

/**
 * What keeps interim documentation from standing in for an authorised care plan: no reason why the plan cannot be
 * issued, or any content missing that the plan itself would need. [ASM-12; 002 ¶7.6]
 */
export function interimPlanRefusals(interim: {
  readonly reason: string;
  readonly content: CarePlanContent;
}): Refusal[] {
  const refusals = carePlanRefusals(interim.content);
  if (interim.reason.trim() !== '') return refusals;
  return [
    refuse('ASM-12', 'INTERIM_REASON_MISSING', 'Say why an authorised care plan cannot be issued now.', 'input.reason'),
    ...refusals,
  ];
}

/**
 * The last instant at which a formal plan replaces interim documentation in time: `policy.plan.interimWorkingDays` on.
 * [ASM-12]
 */
export function interimPlanDue(issuedAt: Date, policy: Pick<Policy, 'plan'>, calendar: Calendar): Date {
  return endOfWorkingDay(issuedAt, policy.plan.interimWorkingDays, calendar);
}
