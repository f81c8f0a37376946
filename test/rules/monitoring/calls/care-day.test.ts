import { careDayOf, careDaySpan } from '../../../../subgraphs/monitoring/rules/visits/care-day.js';

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
    ['2026-06-01', '2026-06-01T03:00:00.000Z', '2026-06-02T03:00:00.000Z'],
    // Twenty-three hours, and twenty-five.
    ['2026-03-28', '2026-03-28T04:00:00.000Z', '2026-03-29T03:00:00.000Z'],
    ['2026-10-24', '2026-10-24T03:00:00.000Z', '2026-10-25T04:00:00.000Z'],
  ])('DEL-01: the span of %s', (careDay, from, until) => {
    expect(careDaySpan(careDay)).toEqual({ from: new Date(from), until: new Date(until) });
  });
});
