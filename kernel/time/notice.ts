import type { Calendar } from './bank-holidays.js';
import { addLocalDays, isBy, isWeekendOrHoliday, localDateOf } from './working-time.js';

/** Until when on a day a notice still counts, `HH:MM` in London. */
export interface CutOff {
  readonly weekday: string;
  readonly weekend: string;
}

/**
 * The first London day, `YYYY-MM-DD`, for which a notice comes early enough: its own day by the cut-off for the same day,
 * the next by the cut-off for the next morning, or else the day after. Exactly at a cut-off is early enough. The day of the
 * notice decides which cut-offs hold, whatever the day after is; those of the weekend hold on bank holidays. [WIN-06,
 * WIN-07, AMB-27; 002 App M §6]
 */
export function firstDayNoticed(
  notifiedAt: Date,
  cutOffs: { readonly sameDay: CutOff; readonly nextMorning: CutOff },
  calendar: Calendar,
): string {
  const today = localDateOf(notifiedAt);
  const day = isWeekendOrHoliday(today, calendar) ? 'weekend' : 'weekday';
  if (isBy(notifiedAt, cutOffs.sameDay[day])) return today;
  return addLocalDays(today, isBy(notifiedAt, cutOffs.nextMorning[day]) ? 1 : 2);
}
