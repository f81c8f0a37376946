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
 * Since when a provider has gone without an authorised plan: when the first interim documentation was issued that no
 * authorised plan has followed. Interim documentation that takes the place of other changes nothing about that. Null if
 * the latest version is none. `versions` in order. [ASM-12]
 */
export function interimSince(
  versions: ReadonlyArray<{ readonly interimReason: string | null; readonly issuedAt: Date }>,
): Date | null {
  const others = versions.findLastIndex(({ interimReason }) => interimReason === null);
  return versions[others + 1]?.issuedAt ?? null;
}

/**
 * The last instant at which a formal plan replaces interim documentation in time: `policy.plan.interimWorkingDays` on.
 * [ASM-12]
 */
export function interimPlanDue(issuedAt: Date, policy: Pick<Policy, 'plan'>, calendar: Calendar): Date {
  return endOfWorkingDay(issuedAt, policy.plan.interimWorkingDays, calendar);
}
