import { Big } from 'big.js';
import fc from 'fast-check';
import { weeklyPricePence } from '../../../../subgraphs/cases/rules/placements/weekly-price.js';

describe('the price of a week', () => {
  it.each([
    [60, 2150, 2150],
    [0, 2150, 0],
    [315, 0, 0],
    [1, 29, 0],
    [1, 30, 1],
    [1, 31, 1],
    [1, 89, 1],
    [1, 90, 2],
    [45, 2150, 1613],
    [30, 2151, 1076],
    [10_080, 9999, 1_679_832],
  ])('AWRD-03: %d minutes at %d pence an hour cost %d pence', (minutes, rate, pence) => {
    expect(weeklyPricePence(minutes, rate)).toBe(pence);
  });

  it('AWRD-03: agrees with decimal arithmetic rounded half up, whatever the minutes and the rate', () => {
    const minutes = fc.integer({ min: 0, max: 200_000 });
    const rate = fc.integer({ min: 0, max: 1_000_000 });
    fc.assert(
      fc.property(minutes, rate, (weekly, hourly) => {
        const exact = new Big(weekly).times(hourly).div(60);
        expect(weeklyPricePence(weekly, hourly)).toBe(exact.round(0, Big.roundHalfUp).toNumber());
      }),
      { numRuns: 2000 },
    );
  });

  it('AWRD-03: half a penny is always rounded up', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100_000 }), (whole) => {
        expect(weeklyPricePence(30, 2 * whole + 1)).toBe(whole + 1);
      }),
    );
  });

  it.each([
    [1.5, 2000],
    [60, 20.5],
    [-60, 2000],
    [-60, -2000],
    [Number.MAX_SAFE_INTEGER, 2],
    [Number.NaN, 2000],
  ])('AWRD-03: no price is made from %d minutes at %d pence', (minutes, rate) => {
    expect(() => weeklyPricePence(minutes, rate)).toThrow(RangeError);
  });
});
