import { careDayOf, careDaysNear, startOfCareDay } from '../../../../subgraphs/monitoring/rules/calls/care-day.js';

describe('the care day', () => {
  it.each([
    ['2026-06-01T02:59:59.999Z', '2026-05-31'],
    ['2026-06-01T03:00:00.000Z', '2026-06-01'],
    ['2026-12-01T03:59:59.999Z', '2026-11-30'],
    ['2026-12-01T04:00:00.000Z', '2026-12-01'],
    // The clocks go forward at one, and back.
    ['2026-03-29T02:59:59.999Z', '2026-03-28'],
    ['2026-03-29T03:00:00.000Z', '2026-03-29'],
    ['2026-10-25T03:59:59.999Z', '2026-10-24'],
    ['2026-10-25T04:00:00.000Z', '2026-10-25'],
  ])('DEL-01: %s belongs to %s', (instant, day) => {
    expect(careDayOf(new Date(instant))).toBe(day);
  });

  it.each([
    ['2026-06-01', '2026-06-01T03:00:00.000Z'],
    ['2026-12-01', '2026-12-01T04:00:00.000Z'],
    ['2026-03-29', '2026-03-29T03:00:00.000Z'],
    ['2026-10-25', '2026-10-25T04:00:00.000Z'],
  ])('DEL-01: %s begins at %s', (careDay, from) => {
    expect(startOfCareDay(careDay)).toEqual(new Date(from));
  });

  it.each([
    ['two hours and a moment before the turn', '2026-06-01T00:59:59.999Z', ['2026-05-31']],
    ['two hours before it', '2026-06-01T01:00:00.000Z', ['2026-05-31', '2026-06-01']],
    ['at the turn', '2026-06-01T03:00:00.000Z', ['2026-05-31', '2026-06-01']],
    ['a moment less than two hours after it', '2026-06-01T04:59:59.999Z', ['2026-05-31', '2026-06-01']],
    ['two hours after it', '2026-06-01T05:00:00.000Z', ['2026-06-01']],
  ])('DEL-02: what is reported %s may belong to %j', (_when, instant, days) => {
    expect(careDaysNear(new Date(instant), 120)).toEqual(days);
  });
});
