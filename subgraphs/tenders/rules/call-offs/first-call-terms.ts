import type { Calendar } from '../../../../kernel/time/bank-holidays.js';
import { addLocalDays, isBy, isWeekendOrHoliday, localDateOf } from '../../../../kernel/time/working-time.js';
import type { Policy } from '../../../../schema/policy.js';

export const FIRST_CALL_TERMS = ['SAME_DAY', 'NEXT_MORNING', 'BY_AGREEMENT'] as const;
export type FirstCallTerms = (typeof FIRST_CALL_TERMS)[number];

/**
 * On what terms a provider notified at that instant takes a first call on that day.
 *
 * A provider notified by the day's cut-off, the cut-off included, may be required to make the call; after that, and
 * for any later day, broker and provider agree the time. Weekend cut-offs hold on bank holidays. The day of the
 * notice decides, not the day of the call. `firstCallDate` is `YYYY-MM-DD`. [WIN-06, WIN-07, AMB-27; 002 App M §6]
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
