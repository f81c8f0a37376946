import fc from 'fast-check';
import { type Calendar, englandCalendar } from '../../../../kernel/time/bank-holidays.js';
import {
  addLocalDays,
  addMinutes,
  addOpenMinutes,
  addWorkingDays,
  ageOn,
  daysBetween,
  endOfLocalDay,
  endOfWorkingDay,
  type HoursOf,
  instantOf,
  isBy,
  isLocalDate,
  isLocalTime,
  isOpen,
  isWallTime,
  isWeekendOrHoliday,
  isWorkingDay,
  localDateOf,
  localTimeOf,
  quarterOf,
  weekdayOf,
} from '../../../../kernel/time/working-time.js';

const at = (iso: string) => new Date(iso);
const england = englandCalendar();

/** London's clock as the platform tells it, without Temporal. */
const londonClock = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});
function wallClock(instant: Date): { readonly date: string; readonly time: string } {
  const part = Object.fromEntries(londonClock.formatToParts(instant).map(({ type, value }) => [type, value]));
  return { date: `${part.year}-${part.month}-${part.day}`, time: `${part.hour}:${part.minute}` };
}

const DAY = 86_400_000;
const anyInstant = fc.date({ min: at('2000-01-01T00:00:00Z'), max: at('2060-12-31T00:00:00Z'), noInvalidDate: true });
/** Half of the instants fall within two days of a clock change, where the mistakes are. */
const instantNearClockChange = fc.oneof(
  anyInstant,
  fc
    .tuple(
      fc.constantFrom(at('2026-03-29T01:00:00Z'), at('2026-10-25T01:00:00Z'), at('2027-03-28T01:00:00Z')),
      fc.integer({ min: -2 * DAY, max: 2 * DAY }),
    )
    .map(([change, offset]) => new Date(change.getTime() + offset)),
);
const anyDate = anyInstant.map((instant) => instant.toISOString().slice(0, 10));

describe('instants and the clock in London', () => {
  it.each([
    ['in winter', '2026-01-15', '09:00', '2026-01-15T09:00:00.000Z'],
    ['in summer', '2026-07-15', '09:00', '2026-07-15T08:00:00.000Z'],
    ['at midnight in summer', '2026-07-15', '00:00', '2026-07-14T23:00:00.000Z'],
    ['in the last minute before the spring change', '2026-03-29', '00:59', '2026-03-29T00:59:00.000Z'],
    ['in the first minute after the spring change', '2026-03-29', '02:00', '2026-03-29T01:00:00.000Z'],
    ['in the last minute before the repeated hour', '2026-10-25', '00:59', '2026-10-24T23:59:00.000Z'],
    ['in the repeated hour: the earlier one', '2026-10-25', '01:30', '2026-10-25T00:30:00.000Z'],
    ['in the first minute after the repeated hour', '2026-10-25', '02:00', '2026-10-25T02:00:00.000Z'],
  ])('a wall time %s is one instant', (_when, date, time, expected) => {
    const instant = instantOf(date, time);
    expect(instant.toISOString()).toBe(expected);
    expect([localDateOf(instant), localTimeOf(instant)]).toEqual([date, time]);
  });

  it('the later of the two instants of a repeated wall time can be asked for', () => {
    expect(instantOf('2026-10-25', '01:30', { repeated: 'LATER' })).toEqual(at('2026-10-25T01:30:00Z'));
    expect(instantOf('2026-10-24', '01:30', { repeated: 'LATER' })).toEqual(at('2026-10-24T00:30:00Z'));
  });

  it.each(['01:00', '01:30', '01:59'])('%s is refused on the day the clocks go forward', (time) => {
    expect(isWallTime('2026-03-29', time)).toBe(false);
    expect(() => instantOf('2026-03-29', time)).toThrow(RangeError);
    expect(() => instantOf('2026-03-29', time, { repeated: 'LATER' })).toThrow(RangeError);
  });

  it.each([
    ['2026-03-29', '00:59'],
    ['2026-03-29', '02:00'],
    ['2026-03-28', '01:30'],
    ['2026-10-25', '01:30'],
  ])('on %s a clock shows %s', (date, time) => {
    expect(isWallTime(date, time)).toBe(true);
  });

  it('the local date and time are those of the platform, clock changes included', () => {
    fc.assert(
      fc.property(instantNearClockChange, (instant) => {
        expect({ date: localDateOf(instant), time: localTimeOf(instant) }).toEqual(wallClock(instant));
      }),
      { numRuns: 500 },
    );
  });

  it('a wall time read from an instant leads back to it, or to its twin an hour away in the repeated hour', () => {
    fc.assert(
      fc.property(instantNearClockChange, (instant) => {
        const minute = Math.floor(instant.getTime() / 60_000) * 60_000;
        const { date, time } = wallClock(instant);
        const both = [instantOf(date, time), instantOf(date, time, { repeated: 'LATER' })].map(Number);
        expect(both).toContain(minute);
        expect([0, 3_600_000]).toContain(both[1]! - both[0]!);
      }),
      { numRuns: 500 },
    );
  });

  it.each(['2026-2-3', '2026-02-30', '2025-02-29', '2026-13-01', '1899-12-31', '2200-01-01', '2026-01-01T00:00', ''])(
    'no date: "%s"',
    (text) => {
      expect(isLocalDate(text)).toBe(false);
      expect(() => weekdayOf(text)).toThrow(RangeError);
      expect(() => instantOf(text, '09:00')).toThrow(RangeError);
      expect(() => addWorkingDays(text, 0, england)).toThrow(RangeError);
    },
  );

  it.each(['9:00', '24:00', '12:60', '09:00:00', '0900', ''])('no time of day: "%s"', (text) => {
    expect(isLocalTime(text)).toBe(false);
    expect(() => instantOf('2026-01-15', text)).toThrow(RangeError);
  });

  it.each(['1900-01-01', '2199-12-31', '2028-02-29'])('a date: %s', (text) => {
    expect(isLocalDate(text)).toBe(true);
  });

  it('a Date that is none is refused, not carried on', () => {
    expect(() => localDateOf(new Date(Number.NaN))).toThrow(RangeError);
    expect(() => addMinutes(new Date(Number.NaN), 1)).toThrow(RangeError);
    expect(() => addMinutes(at('2026-01-01T00:00:00Z'), Number.NaN)).toThrow(RangeError);
  });

  it.each([
    ['forward', '2026-03-29T00:30:00Z', '02:30'],
    ['back', '2026-10-25T00:30:00Z', '01:30'],
  ])('ROUT-15: hours elapse regardless of the clocks going %s', (_way, start, showsAnHourLater) => {
    const hourLater = addMinutes(at(start), 60);
    expect(hourLater.getTime() - at(start).getTime()).toBe(3_600_000);
    expect(localTimeOf(hourLater)).toBe(showsAnHourLater);
    expect(addMinutes(hourLater, -60)).toEqual(at(start));
  });

  it.each([
    ['a minute before', '2026-07-15T13:59:00.000Z', true],
    ['exactly at', '2026-07-15T14:00:00.000Z', true],
    ['one millisecond past', '2026-07-15T14:00:00.001Z', false],
    ['in the minute after', '2026-07-15T14:00:59.000Z', false],
    ['late the same evening', '2026-07-15T22:59:00.000Z', false],
    ['just after the next midnight', '2026-07-15T23:00:00.000Z', true],
  ])('WIN-06: notified %s a cut-off of 15:00', (_when, notifiedAt, inTime) => {
    expect(isBy(at(notifiedAt), '15:00')).toBe(inTime);
  });
});

describe('days', () => {
  it.each([
    ['2026-03-29', 'SUN'],
    ['2026-03-30', 'MON'],
    ['2028-02-29', 'TUE'],
    ['2000-01-01', 'SAT'],
  ])('%s is a %s', (date, weekday) => {
    expect(weekdayOf(date)).toBe(weekday);
  });

  it.each([
    ['2026-03-28', 2, '2026-03-30'],
    ['2026-10-24', 2, '2026-10-26'],
    ['2028-02-28', 1, '2028-02-29'],
    ['2027-02-28', 1, '2027-03-01'],
    ['2026-01-01', -1, '2025-12-31'],
    ['2026-01-01', 0, '2026-01-01'],
  ])('%s and %d days is %s', (date, days, expected) => {
    expect(addLocalDays(date, days)).toBe(expected);
    expect(daysBetween(date, expected)).toBe(days);
  });

  it.each([
    ['in winter', '2026-01-15', '2026-01-15T23:59:59.999Z'],
    ['in summer', '2026-07-15', '2026-07-15T22:59:59.999Z'],
    ['when the clocks go forward', '2026-03-29', '2026-03-29T22:59:59.999Z'],
    ['when the clocks go back', '2026-10-25', '2026-10-25T23:59:59.999Z'],
  ])('a day lasts to its last millisecond: %s', (_when, date, expected) => {
    expect(endOfLocalDay(date).toISOString()).toBe(expected);
  });

  it('ROUT-16: day 42 of a package is counted on the calendar, clock changes or not', () => {
    fc.assert(
      fc.property(anyDate, fc.integer({ min: -800, max: 800 }), (date, days) => {
        const expected = new Date(Date.parse(date) + days * DAY).toISOString().slice(0, 10);
        expect(addLocalDays(date, days)).toBe(expected);
        expect(daysBetween(date, expected)).toBe(days);
      }),
    );
  });

  it.each([
    ['the day before the birthday', '2008-06-15', '2026-06-14', 17],
    ['on the birthday', '2008-06-15', '2026-06-15', 18],
    ['the day after', '2008-06-15', '2026-06-16', 18],
    ['on the day of birth', '2026-06-15', '2026-06-15', 0],
    ['born 29 February, on 28 February of a common year', '2008-02-29', '2026-02-28', 17],
    ['born 29 February, on 1 March of a common year', '2008-02-29', '2026-03-01', 18],
    ['born 29 February, on 28 February of a leap year', '2008-02-29', '2028-02-28', 19],
    ['born 29 February, on 29 February of a leap year', '2008-02-29', '2028-02-29', 20],
    ['born 1 March, on 29 February', '2008-03-01', '2028-02-29', 19],
    ['born 31 December, on 1 January', '1999-12-31', '2000-01-01', 0],
    ['at a hundred', '1926-03-02', '2026-03-02', 100],
  ])('PROV-09: age %s', (_when, birth, on, age) => {
    expect(ageOn(birth, on)).toBe(age);
  });

  it('PROV-09: there is no age before birth', () => {
    expect(() => ageOn('2026-06-16', '2026-06-15')).toThrow(RangeError);
  });

  it('PROV-09: the age is the number of birthdays passed', () => {
    fc.assert(
      fc.property(anyDate, fc.integer({ min: 0, max: 9000 }), (birth, days) => {
        const on = new Date(Date.parse(birth) + days * DAY).toISOString().slice(0, 10);
        let birthdays = 0;
        // Date.UTC carries 29 February of a common year to 1 March, which is the rule.
        const [year, month, day] = birth.split('-').map(Number) as [number, number, number];
        while (Date.UTC(year + birthdays + 1, month - 1, day) <= Date.parse(on)) birthdays += 1;
        expect(ageOn(birth, on)).toBe(birthdays);
      }),
    );
  });

  it.each([
    ['2026-04-01', '2026/27', 1, '2026-04-01', '2026-06-30'],
    ['2026-06-30', '2026/27', 1, '2026-04-01', '2026-06-30'],
    ['2026-07-01', '2026/27', 2, '2026-07-01', '2026-09-30'],
    ['2026-12-31', '2026/27', 3, '2026-10-01', '2026-12-31'],
    ['2027-01-01', '2026/27', 4, '2027-01-01', '2027-03-31'],
    ['2027-03-31', '2026/27', 4, '2027-01-01', '2027-03-31'],
    ['2027-04-01', '2027/28', 1, '2027-04-01', '2027-06-30'],
    ['2100-03-31', '2099/00', 4, '2100-01-01', '2100-03-31'],
  ])('KPI-2.1: %s lies in %s Q%d', (date, financialYear, quarter, from, to) => {
    expect(quarterOf(date)).toEqual({ financialYear, quarter, from, to });
  });

  it('KPI-2.1: quarters tile the calendar', () => {
    fc.assert(
      fc.property(anyDate, (date) => {
        const quarter = quarterOf(date);
        expect(quarter.from <= date && date <= quarter.to).toBe(true);
        expect(quarterOf(quarter.from)).toEqual(quarter);
        expect(quarterOf(addLocalDays(quarter.to, 1)).from).toBe(addLocalDays(quarter.to, 1));
      }),
    );
  });
});

describe('working days', () => {
  it.each([
    ['a Friday', '2026-03-27', true],
    ['a Saturday', '2026-03-28', false],
    ['a Sunday', '2026-03-29', false],
    ['Good Friday', '2026-04-03', false],
    ['Easter Monday', '2026-04-06', false],
    ['the Tuesday after Easter', '2026-04-07', true],
    ['Christmas Eve', '2026-12-24', true],
    ['the substitute for Boxing Day', '2026-12-28', false],
    ['the day after it', '2026-12-29', true],
  ])('WIN-21: %s', (_name, date, works) => {
    expect(isWorkingDay(date, england)).toBe(works);
  });

  it.each([
    ['a Saturday', '2026-03-28'],
    ['a Sunday', '2026-03-29'],
    ['a bank holiday Monday', '2026-05-04'],
  ])('AMB-27: weekend cut-offs hold on %s', (_name, date) => {
    expect(isWeekendOrHoliday(date, england)).toBe(true);
  });

  it('AMB-27: weekday cut-offs hold on an ordinary Tuesday, unless the council does not work it', () => {
    expect(isWeekendOrHoliday('2026-05-05', england)).toBe(false);
    expect(isWeekendOrHoliday('2026-05-05', englandCalendar(['2026-05-05']))).toBe(true);
  });

  it.each([
    ['day 0 is the day of the trigger', '2026-03-27', 0, '2026-03-27'],
    ['day 0 stays, worked or not', '2026-03-28', 0, '2026-03-28'],
    ['Friday to Monday', '2026-03-27', 1, '2026-03-30'],
    ['from a Saturday', '2026-03-28', 1, '2026-03-30'],
    ['over Easter', '2026-04-02', 1, '2026-04-07'],
    ['five over Easter', '2026-03-31', 5, '2026-04-09'],
    ['over Christmas 2026', '2026-12-24', 1, '2026-12-29'],
    ['over Christmas and New Year 2027', '2027-12-24', 5, '2028-01-05'],
    ['fifteen are three weeks without a holiday', '2026-06-01', 15, '2026-06-22'],
  ])('WIN-21: %s', (_name, date, days, expected) => {
    expect(addWorkingDays(date, days, england)).toBe(expected);
  });

  it.each([-1, 1.5, Number.NaN])('WIN-21: %d working days are refused', (days) => {
    expect(() => addWorkingDays('2026-06-01', days, england)).toThrow(RangeError);
  });

  it('WIN-21: a calendar without a working day is refused instead of searched for ever', () => {
    const closed: Calendar = { isHoliday: () => true, workingDayEnd: '23:59' };
    expect(() => addWorkingDays('2026-06-01', 1, closed)).toThrow(RangeError);
  });

  it('WIN-21: the n-th working day is the one that a count of every day finds', () => {
    const closures = fc.uniqueArray(fc.integer({ min: 0, max: 60 }), { maxLength: 12 });
    fc.assert(
      fc.property(anyDate, fc.integer({ min: 0, max: 25 }), closures, (trigger, n, offsets) => {
        const day = (offset: number) => new Date(Date.parse(trigger) + offset * DAY);
        const closed = new Set(offsets.map((offset) => day(offset).toISOString().slice(0, 10)));
        let offset = 0;
        for (let worked = 0; worked < n; ) {
          offset += 1;
          const date = day(offset);
          const weekend = date.getUTCDay() === 0 || date.getUTCDay() === 6;
          if (!weekend && !closed.has(date.toISOString().slice(0, 10))) worked += 1;
        }
        const calendar: Calendar = { isHoliday: (date) => closed.has(date), workingDayEnd: '23:59' };
        expect(addWorkingDays(trigger, n, calendar)).toBe(day(offset).toISOString().slice(0, 10));
      }),
    );
  });

  it.each([
    ['the last millisecond of the day', '23:59', '2026-03-26T10:00:00Z', 2, '2026-03-30T22:59:59.999Z'],
    ['office close', '17:00', '2026-03-26T10:00:00Z', 2, '2026-03-30T16:00:00.000Z'],
    ['in winter', '23:59', '2026-01-15T10:00:00Z', 1, '2026-01-16T23:59:59.999Z'],
    ['day 0 itself', '23:59', '2026-01-15T10:00:00Z', 0, '2026-01-15T23:59:59.999Z'],
  ])('CSP-02: due at the end of the n-th working day: %s', (_name, workingDayEnd, trigger, days, due) => {
    expect(endOfWorkingDay(at(trigger), days, englandCalendar([], workingDayEnd)).toISOString()).toBe(due);
  });

  it('CSP-02: the day of the trigger is the London day, also in the hour when UTC has another', () => {
    // 00:30 on Friday 24 July in London, still Thursday in UTC.
    expect(endOfWorkingDay(at('2026-07-23T23:30:00Z'), 1, england).toISOString()).toBe('2026-07-27T22:59:59.999Z');
  });
});

describe('brokerage hours', () => {
  const brokerage: HoursOf = (date) =>
    isWeekendOrHoliday(date, england) ? { from: '10:00', to: '14:00' } : { from: '09:00', to: '17:00' };
  const weekdaysOnly: HoursOf = (date) => (isWorkingDay(date, england) ? { from: '09:00', to: '17:00' } : null);

  it.each([
    ['a second before opening', '2026-01-15T08:59:59Z', false],
    ['at opening', '2026-01-15T09:00:00Z', true],
    ['at closing', '2026-01-15T17:00:00Z', true],
    ['a second after closing', '2026-01-15T17:00:01Z', false],
    ['at 09:30 on a Saturday', '2026-01-17T09:30:00Z', false],
    ['at 10:00 on a Saturday', '2026-01-17T10:00:00Z', true],
    ['at 16:00 on a bank holiday', '2026-05-04T15:00:00Z', false],
    ['at 09:30 in summer', '2026-07-15T08:30:00Z', true],
  ])('WIN-08: brokerage %s', (_when, instant, open) => {
    expect(isOpen(at(instant), brokerage)).toBe(open);
  });

  it('WIN-08: a closed day is never open', () => {
    expect(isOpen(at('2026-01-17T12:00:00Z'), weekdaysOnly)).toBe(false);
  });

  it.each([
    ['within the day', '2026-01-15T10:00:00Z', 120, '2026-01-15T12:00:00.000Z'],
    ['ending exactly at closing', '2026-01-15T15:00:00Z', 120, '2026-01-15T17:00:00.000Z'],
    ['a minute over: into the next morning', '2026-01-15T15:01:00Z', 120, '2026-01-16T09:01:00.000Z'],
    ['opened before hours', '2026-01-15T06:00:00Z', 120, '2026-01-15T11:00:00.000Z'],
    ['opened after hours', '2026-01-15T20:00:00Z', 120, '2026-01-16T11:00:00.000Z'],
    ['opened exactly at closing', '2026-01-15T17:00:00Z', 120, '2026-01-16T11:00:00.000Z'],
    ['Friday evening into the weekend', '2026-01-16T16:00:00Z', 120, '2026-01-17T11:00:00.000Z'],
    ['over the whole weekend', '2026-01-17T13:00:00Z', 60 + 240 + 60, '2026-01-19T10:00:00.000Z'],
    ['over the spring change', '2026-03-28T13:00:00Z', 120, '2026-03-29T10:00:00.000Z'],
    ['over the autumn change', '2026-10-24T12:00:00Z', 120, '2026-10-25T11:00:00.000Z'],
    ['seconds are kept', '2026-01-15T16:59:30Z', 1, '2026-01-16T09:00:30.000Z'],
    ['no minutes at all, while closed', '2026-01-15T20:00:00Z', 0, '2026-01-15T20:00:00.000Z'],
  ])('WIN-09: a window whose clock pauses: %s', (_name, opensAt, minutes, closesAt) => {
    expect(addOpenMinutes(at(opensAt), minutes, brokerage).toISOString()).toBe(closesAt);
  });

  it('WIN-09: closed days are passed over', () => {
    expect(addOpenMinutes(at('2026-04-02T15:00:00Z'), 120, weekdaysOnly)).toEqual(at('2026-04-07T09:00:00Z'));
  });

  it('WIN-09: a window that can never close is refused', () => {
    expect(() => addOpenMinutes(at('2026-01-15T10:00:00Z'), 1, () => null)).toThrow(RangeError);
    expect(() => addOpenMinutes(at('2026-01-15T10:00:00Z'), 1_000_000, brokerage)).toThrow(RangeError);
  });

  it.each([-1, Number.NaN])('WIN-09: %d minutes are refused', (minutes) => {
    expect(() => addOpenMinutes(at('2026-01-15T10:00:00Z'), minutes, brokerage)).toThrow(RangeError);
  });

  it('WIN-09: hours that end before they begin are refused', () => {
    expect(() => isOpen(at('2026-01-15T10:00:00Z'), () => ({ from: '17:00', to: '09:00' }))).toThrow(RangeError);
  });

  it('WIN-09: the window closes when a minute-by-minute count of open time is full', () => {
    const minute = (instant: Date, n: number) => new Date(instant.getTime() + n * 60_000);
    const opensAt = instantNearClockChange.map((instant) => new Date(Math.floor(instant.getTime() / 60_000) * 60_000));
    // Quarter hours clear of the hour that a clock change skips.
    const hours = fc
      .uniqueArray(fc.integer({ min: 12, max: 95 }), { minLength: 2, maxLength: 2 })
      .map((quarters) => quarters.sort((a, b) => a - b))
      .map(([from, to]) => ({ from: clockTime(from!), to: clockTime(to!) }));
    fc.assert(
      fc.property(
        opensAt,
        fc.integer({ min: 1, max: 90 }),
        hours,
        fc.integer({ min: 0, max: 6 }),
        (start, n, open, off) => {
          const hoursOf: HoursOf = (date) => (new Date(date).getUTCDay() === off ? null : open);
          let closes = start;
          for (let left = n; left > 0; closes = minute(closes, 1)) {
            const { date, time } = wallClock(closes);
            const hoursThen = hoursOf(date);
            if (hoursThen && hoursThen.from <= time && time < hoursThen.to) left -= 1;
          }
          expect(addOpenMinutes(start, n, hoursOf)).toEqual(closes);
          expect(isOpen(closes, hoursOf)).toBe(true);
        },
      ),
      { numRuns: 25 },
    );
  });
});

function clockTime(quarter: number): string {
  return `${String(Math.floor(quarter / 4)).padStart(2, '0')}:${String((quarter % 4) * 15).padStart(2, '0')}`;
}
