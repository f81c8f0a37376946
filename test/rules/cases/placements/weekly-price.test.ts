import { Big } from 'big.js';
import fc from 'fast-check';
import { type CommissionedCall, type Night, NO_NIGHT_RATES, WEEKDAYS } from '../../../../schema/events/cases.js';
import * as price from '../../../../subgraphs/cases/rules/placements/weekly-price.js';

type PricedCall = Pick<CommissionedCall, 'days' | 'minutes' | 'workers' | 'night'>;

/** Of a week without nights. */
function weeklyPricePence(weeklyWorkerMinutes: number, hourlyRatePence: number | null): number | null {
  return price.weeklyPricePence(
    { weeklyWorkerMinutes, calls: [] },
    { hourlyRatePence, nightRatesPence: NO_NIGHT_RATES },
  );
}

function aCall(days: number, minutes: number, workers: 1 | 2, night: Night | null): PricedCall {
  return { days: WEEKDAYS.slice(0, days), minutes, workers, night };
}

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

  const SLEEP_IN = { SLEEP_IN: 6150, WAKING_NIGHT: null };
  it.each<[string, PricedCall[], number | null, price.Rates['nightRatesPence'], number | null]>([
    ['nights and half an hour a day', [aCall(7, 540, 1, 'SLEEP_IN'), aCall(7, 30, 1, null)], 2100, SLEEP_IN, 50_400],
    ['nights of two workers', [aCall(2, 540, 2, 'SLEEP_IN')], 2100, SLEEP_IN, 24_600],
    ['nights alone, without an hourly rate', [aCall(2, 540, 1, 'SLEEP_IN')], null, SLEEP_IN, 12_300],
    [
      'nights and hours without an hourly rate',
      [aCall(2, 540, 1, 'SLEEP_IN'), aCall(1, 30, 1, null)],
      null,
      SLEEP_IN,
      null,
    ],
    [
      'nights of a kind without a rate',
      [aCall(1, 600, 1, 'WAKING_NIGHT'), aCall(1, 30, 1, null)],
      2100,
      SLEEP_IN,
      null,
    ],
    ['hours without a rate', [aCall(1, 30, 1, null)], null, SLEEP_IN, null],
  ])('AWRD-10, PROV-32: a week of %s', (_what, calls, hourlyRatePence, nightRatesPence, pence) => {
    const weeklyWorkerMinutes = calls.reduce(
      (sum, { days, minutes, workers }) => sum + days.length * minutes * workers,
      0,
    );
    expect(price.weeklyPricePence({ weeklyWorkerMinutes, calls }, { hourlyRatePence, nightRatesPence })).toBe(pence);
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

describe('one price for a whole package', () => {
  const at = (change: Partial<Parameters<typeof price.isAtOnePrice>[0]> = {}) =>
    price.isAtOnePrice({ hourlyRatePence: null, nightRatesPence: NO_NIGHT_RATES, weeklyPricePence: 62_500, ...change });

  it('ROUT-46, AWRD-03: a week has a price, and neither an hour nor a night has one', () => {
    expect(at()).toBe(true);
    expect(at({ hourlyRatePence: 2150 })).toBe(false);
    expect(at({ nightRatesPence: { ...NO_NIGHT_RATES, SLEEP_IN: 6150 } })).toBe(false);
    expect(at({ weeklyPricePence: null })).toBe(false);
  });
});
