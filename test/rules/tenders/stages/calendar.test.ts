import { isWorkingDay } from '../../../../kernel/time/working-time.js';
import { calendarOf } from '../../../../subgraphs/tenders/rules/stages/calendar.js';
import { policy } from '../fixtures.js';

describe('calendar of a council', () => {
  const calendarWith = (extraHolidays: string[]) =>
    calendarOf({ calendar: { ...policy.calendar, extraHolidays } } as Parameters<typeof calendarOf>[0]);

  it.each([
    ['2026-03-04', [], true],
    ['2026-03-04', ['2026-03-04'], false],
    ['2026-12-25', [], false],
  ])('WIN-20: %s, with the council’s own holidays %j, is a working day: %s', (day, extra, works) => {
    expect(isWorkingDay(day, calendarWith(extra))).toBe(works);
  });
});
