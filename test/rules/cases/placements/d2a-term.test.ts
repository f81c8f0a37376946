import fc from 'fast-check';
import { addLocalDays, instantOf, localDateOf } from '../../../../kernel/time/working-time.js';
import { DEFAULT_POLICY } from '../../../../schema/policy.js';
import {
  d2aDayOf,
  d2aEndDateRefusal,
  d2aLastDate,
  d2aReminders,
} from '../../../../subgraphs/cases/rules/placements/d2a-term.js';

describe('six weeks of discharge to assess', () => {
  it.each([
    ['2026-06-01', '2026-07-12'],
    ['2026-03-01', '2026-04-11'],
    ['2026-10-01', '2026-11-11'],
    ['2028-01-31', '2028-03-12'],
  ])('ROUT-16: a package that starts on %s has its day 42 on %s', (startDate, lastDate) => {
    expect(d2aLastDate(startDate, DEFAULT_POLICY)).toBe(lastDate);
    expect(d2aDayOf(startDate, lastDate)).toBe(42);
  });

  it('ROUT-16: reminders on days 28, 35 and 42, the last permitted', () => {
    expect(d2aReminders('2026-06-01', DEFAULT_POLICY)).toEqual([
      { day: 28, date: '2026-06-28' },
      { day: 35, date: '2026-07-05' },
      { day: 42, date: '2026-07-12' },
    ]);
  });

  it('ROUT-16: a shorter term of a council drops the reminders that would come too late', () => {
    const d2a = { ...DEFAULT_POLICY.d2a, maxDays: 28 };
    expect(d2aReminders('2026-06-01', { d2a })).toEqual([{ day: 28, date: '2026-06-28' }]);
  });

  it('ROUT-16: on any start, the first date is day 1 and the last permitted one is day 42', () => {
    const starts = fc.integer({ min: 0, max: 3650 }).map((days) => addLocalDays('2024-01-01', days));
    fc.assert(
      fc.property(starts, (startDate) => {
        expect(d2aDayOf(startDate, startDate)).toBe(1);
        expect(d2aDayOf(startDate, d2aLastDate(startDate, DEFAULT_POLICY))).toBe(42);
      }),
    );
  });

  it('ROUT-16: over the changes of the clocks the term is an hour shorter or longer, and still 42 days', () => {
    const hours = (startDate: string) => {
      const end = instantOf(addLocalDays(d2aLastDate(startDate, DEFAULT_POLICY), 1), '00:00');
      return (end.getTime() - instantOf(startDate, '00:00').getTime()) / 3_600_000;
    };
    expect([hours('2026-03-01'), hours('2026-06-01'), hours('2026-10-01')]).toEqual([1007, 1008, 1009]);
    expect(localDateOf(new Date('2026-04-11T22:59:59Z'))).toBe(d2aLastDate('2026-03-01', DEFAULT_POLICY));
  });

  it.each([
    ['on the day of confirmation', '2026-06-20', '2026-06-20', undefined],
    ['on the last permitted date', '2026-07-12', '2026-06-20', undefined],
    ['the day after it', '2026-07-13', '2026-06-20', 'D2A_END_DATE_OUTSIDE_TERM'],
    ['before its confirmation', '2026-06-19', '2026-06-20', 'D2A_END_DATE_OUTSIDE_TERM'],
    ['confirmed before the start', '2026-06-20', '2026-05-31', 'D2A_END_NOT_CONFIRMED_IN_TERM'],
    ['confirmed on day 1', '2026-06-20', '2026-06-01', undefined],
    ['confirmed on day 42', '2026-07-12', '2026-07-12', undefined],
    ['confirmed on day 43', '2026-07-12', '2026-07-13', 'D2A_END_NOT_CONFIRMED_IN_TERM'],
  ])('ROUT-17: an end date %s', (_, endDate, confirmedOn, code) => {
    expect(d2aEndDateRefusal({ startDate: '2026-06-01', lastDate: '2026-07-12', endDate, confirmedOn })?.code).toBe(
      code,
    );
  });
});
