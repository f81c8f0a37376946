import { type Calendar, englandCalendar } from '../../../../kernel/time/bank-holidays.js';
import type { Policy } from '../../../../schema/policy.js';

/** The calendar by which a council counts working time. [WIN-20] */
export function calendarOf({ calendar }: Pick<Policy, 'calendar'>): Calendar {
  return englandCalendar(calendar.extraHolidays, calendar.workingDayEnd);
}
