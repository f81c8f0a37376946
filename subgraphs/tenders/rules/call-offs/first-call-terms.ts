import type { Calendar } from '../../../../kernel/time/bank-holidays.js';
import { addLocalDays, isBy, isWeekendOrHoliday, localDateOf } from '../../../../kernel/time/working-time.js';
import type { Policy } from '../../../../schema/policy.js';

export const FIRST_CALL_TERMS = ['SAME_DAY', 'NEXT_MORNING', 'BY_AGREEMENT'] as const;
export type FirstCallTerms = (typeof FIRST_CALL_TERMS)[number];

/**
 * On what terms a provider notified then takes a first call on that day. [WIN-06, WIN-07, AMB-27; 002 App M §6]
 *
 * Notified by the day's cut-off, the cut-off itself included, the call may be required of it; after that, and for any
 * later day, the time is as broker and provider agree. Weekend cut-offs hold on bank holidays. What decides is the day
 * of the notice, not of the call. `firstCallDate` is `YYYY-MM-DD`.
 */
export function firstCallTerms(
  notifiedAt: Date,
  firstCallDate: string,
  policy: Policy['d2a'],
  calendar: Calendar,
): FirstCallTerms {
  const today = localDateOf(notifiedAt);
  const day = isWeekendOrHoliday(today, calendar) ? 'weekend' : 'weekday';
  if (firstCallDate === today && isBy(notifiedAt, policy.sameDayCutoff[day])) return 'SAME_DAY';
  if (firstCallDate === addLocalDays(today, 1) && isBy(notifiedAt, policy.nextMorningCutoff[day]))
    return 'NEXT_MORNING';
  return 'BY_AGREEMENT';
}
