import fc from 'fast-check';
import { DEFAULT_POLICY } from '../../../../schema/policy.js';
import { visitMinutesRefusal } from '../../../../subgraphs/cases/rules/placements/visit-units.js';

function refusalOf(minutes: number, visit = DEFAULT_POLICY.visit) {
  return visitMinutesRefusal({ minutes }, 'input.minutes', { visit });
}

describe('units of service', () => {
  it.each([30, 45, 60, 75, 90, 240])('DEL-06: a call of %d minutes can be commissioned', (minutes) => {
    expect(refusalOf(minutes)).toBeUndefined();
  });

  it.each([
    [0, '30'],
    [15, '30'],
    [29, '30'],
    [31, '30 or 45'],
    [40, '30 or 45'],
    [44, '30 or 45'],
    [46, '45 or 60'],
    [61, '60 or 75'],
    [37.5, '30 or 45'],
    [-30, '30'],
    [Number.NaN, '30'],
  ])('DEL-06: a call of %d minutes is refused, and %s named instead', (minutes, nearest) => {
    expect(refusalOf(minutes)).toEqual({
      rule: 'DEL-06',
      code: 'VISIT_MINUTES_NOT_ALLOWED',
      message: `A call is at least 30 minutes and a multiple of 15; nearest: ${nearest}.`,
      field: 'input.minutes',
    });
  });

  it('DEL-06: whatever length is named instead would be taken, under any policy', () => {
    const policies = fc.record({
      minMinutes: fc.integer({ min: 1, max: 90 }),
      incrementMinutes: fc.integer({ min: 1, max: 60 }),
    });
    fc.assert(
      fc.property(fc.integer({ min: -60, max: 600 }), policies, (minutes, units) => {
        const visit = { ...DEFAULT_POLICY.visit, ...units };
        const message = refusalOf(minutes, visit)?.message;
        if (message === undefined) {
          expect(minutes >= units.minMinutes && minutes % units.incrementMinutes === 0).toBe(true);
          return;
        }
        const named = message.split('nearest: ')[1]!.replace('.', '').split(' or ').map(Number);
        expect(named.length).toBeGreaterThan(0);
        for (const length of named) {
          expect(refusalOf(length, visit)).toBeUndefined();
        }
      }),
    );
  });

  it.each([
    [1440, undefined, true],
    [1455, undefined, false],
    [1440, 'WAKING_NIGHT', true],
    [1441, 'WAKING_NIGHT', false],
  ])('DEL-06: a call of %d minutes, %s, lasts no longer than a day: %s', (minutes, night, taken) => {
    const refusal = visitMinutesRefusal({ minutes, night }, 'input.minutes', DEFAULT_POLICY);
    expect(refusal === undefined).toBe(taken);
  });

  it.each([
    [540, true],
    [475, true],
    [20, true],
    [0, false],
    [9.5, false],
  ])('DEL-06: a night of %d minutes is exempt from the units: %s', (minutes, taken) => {
    const refusal = visitMinutesRefusal({ minutes, night: 'SLEEP_IN' }, 'input.minutes', DEFAULT_POLICY);
    expect(refusal === undefined).toBe(taken);
  });
});
