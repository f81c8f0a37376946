import { englandCalendar } from '../../../../kernel/time/bank-holidays.js';
import { addLocalDays } from '../../../../kernel/time/working-time.js';

/** England and Wales, with substitute days. */
const PROCLAIMED: Readonly<Record<number, readonly string[]>> = {
  2022: ['01-03', '04-15', '04-18', '05-02', '06-02', '06-03', '08-29', '09-19', '12-26', '12-27'],
  2026: ['01-01', '04-03', '04-06', '05-04', '05-25', '08-31', '12-25', '12-28'],
  2027: ['01-01', '03-26', '03-29', '05-03', '05-31', '08-30', '12-27', '12-28'],
  2028: ['01-03', '04-14', '04-17', '05-01', '05-29', '08-28', '12-25', '12-26'],
};

const england = englandCalendar();

describe("England's bank holidays", () => {
  it.each(Object.keys(PROCLAIMED).map(Number))(
    'the weekdays off in %d are those proclaimed, one-off and substitute days included',
    (year) => {
      const weekdaysOff: string[] = [];
      for (let date = `${year}-01-01`; date.startsWith(`${year}`); date = addLocalDays(date, 1)) {
        const day = new Date(date).getUTCDay();
        if (day !== 0 && day !== 6 && england.isHoliday(date)) weekdaysOff.push(date.slice(5));
      }
      expect(weekdaysOff).toEqual(PROCLAIMED[year]);
    },
  );

  it.each([
    ['Easter Sunday', '2026-04-05'],
    ["Saint Andrew's Day, of Scotland", '2026-11-30'],
    ['2 January, of Scotland', '2026-01-02'],
    ["Saint Patrick's Day, of Northern Ireland", '2026-03-17'],
    ["Mother's Day", '2026-03-15'],
  ])('%s is none', (_name, date) => {
    expect(england.isHoliday(date)).toBe(false);
  });

  it("a council's extra dates count beside them, and for that council only", () => {
    const council = englandCalendar(['2026-12-29']);
    expect(council.isHoliday('2026-12-29')).toBe(true);
    expect(council.isHoliday('2026-12-28')).toBe(true);
    expect(england.isHoliday('2026-12-29')).toBe(false);
  });

  it('a working day ends at midnight unless the council says otherwise', () => {
    expect(england.workingDayEnd).toBe('23:59');
    expect(englandCalendar([], '17:00').workingDayEnd).toBe('17:00');
  });
});
