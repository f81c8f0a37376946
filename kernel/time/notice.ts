import type { Calendar } from './bank-holidays.js';
import { addLocalDays, isBy, isWeekendOrHoliday, localDateOf } from './working-time.js';

/**
 * Which cut-offs hold for a notice: the day on which it is given decides, whatever the day after is, and those of the weekend
 * hold on bank holidays. [WIN-06, WIN-07, AMB-27]
 */
export function cutOffDay(notifiedAt: Date, calendar: Calendar): 'weekday' | 'weekend' {
  return isWeekendOrHoliday(localDateOf(notifiedAt), calendar) ? 'weekend' : 'weekday';
}

/**
 * The first London day, `YYYY-MM-DD`, for which a notice of a discharge comes early enough: its own day by the cut-off for a
 * call the same day, the next by the cut-off for next morning, or else the day after. Exactly at a cut-off is early enough.
 * Cut-offs are `HH:MM` in London. [WIN-06, WIN-07; 002 App M §6]
 */
export function firstDayNoticed(notifiedAt: Date, sameDayCutoff: string, nextMorningCutoff: string): string {
  const today = localDateOf(notifiedAt);
  if (isBy(notifiedAt, sameDayCutoff)) return today;
  return addLocalDays(today, isBy(notifiedAt, nextMorningCutoff) ? 1 : 2);
}
