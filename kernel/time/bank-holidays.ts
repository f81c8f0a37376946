import { createRequire } from 'node:module';
import type Holidays from 'date-holidays';

/** A council's dated calendar: which days are not worked, and when a working day ends (catalogue 0.3). */
export interface Calendar {
  /** True on a bank or public holiday in England, and on the council's own non-working dates. `YYYY-MM-DD`. */
  isHoliday(localDate: string): boolean;
  /** Wall-clock `HH:MM` at which a deadline counted in working days falls due. */
  readonly workingDayEnd: string;
}

/**
 * England's bank and public holidays, substitute days and one-off days included, with a council's extra dates.
 *
 * The arguments are the policy's `calendar.extraHolidays` and `calendar.workingDayEnd`. Easter Sunday is no bank
 * holiday in England and is not one here. [catalogue 0.3, AMB-27]
 */
export function englandCalendar(extraHolidays: readonly string[] = [], workingDayEnd = '23:59'): Calendar {
  const extra = new Set(extraHolidays);
  return {
    isHoliday: (localDate) => extra.has(localDate) || holidaysOf(localDate.slice(0, 4)).has(localDate),
    workingDayEnd,
  };
}

const require = createRequire(import.meta.url);
let england: Holidays | undefined;
const years = new Map<string, ReadonlySet<string>>();

/** The library holds every country and takes a tenth of a second to load, so the first question loads it. */
function holidaysOf(year: string): ReadonlySet<string> {
  let dates = years.get(year);
  if (!dates) {
    england ??= new (require('date-holidays') as typeof Holidays)('GB', 'ENG', {
      timezone: 'Europe/London',
      types: ['public'],
    });
    dates = new Set(england.getHolidays(year).map((holiday) => holiday.date.slice(0, 10)));
    years.set(year, dates);
  }
  return dates;
}
