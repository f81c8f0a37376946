import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';
import type { CareType } from '../../../../schema/events/cases.js';
import type { CarePlanStatus } from '../plans/care-plan.js';
import { d2aDeclineRefusal } from '../requests/d2a-eligibility.js';

/** What a provider may say when it cannot proceed after the award. [AWRD-09, ROUT-13] */
export const WITHDRAWAL_REASONS = [
  'CAPACITY',
  'SKILL',
  'SAFETY',
  'NEED_DIFFERS_FROM_ADVERT',
  'ELIGIBILITY',
  'NO_AUTHORISED_PLAN',
] as const;
export type WithdrawalReason = (typeof WITHDRAWAL_REASONS)[number];

/**
 * Refuses a reason that does not release a provider from an award: on a D2A package anything but capacity, skills or
 * safety (ASM-25); eligibility on any other package (AWRD-09); the lack of a formal plan where an authorised plan or
 * interim documentation has been given (ASM-12).
 */
export function withdrawalRefusal(withdrawal: {
  readonly reason: WithdrawalReason;
  readonly careType: CareType;
  readonly planStatus: CarePlanStatus | null;
}): Refusal | undefined {
  const { reason, careType, planStatus } = withdrawal;
  if (careType === 'D2A') return d2aDeclineRefusal(reason);
  if (reason === 'ELIGIBILITY') {
    return refuse(
      'AWRD-09',
      'REASON_NOT_APPLICABLE',
      'This is not a D2A package; give a reason that applies.',
      'input.reason',
    );
  }
  if (reason === 'NO_AUTHORISED_PLAN' && (planStatus === 'AUTHORISED' || planStatus === 'INTERIM')) {
    return refuse(
      'ASM-12',
      'PLAN_HAS_BEEN_GIVEN',
      'An authorised plan or interim documentation is enough to start on; give another reason.',
      'input.reason',
    );
  }
  return undefined;
}
