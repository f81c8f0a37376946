import fc from 'fast-check';
import { amountPence } from '../../../../subgraphs/monitoring/rules/pay/amount.js';

describe('an amount', () => {
  it.each([
    [15, 2100, 525],
    [30, 2101, 1051],
    [45, 2099, 1574],
    [15, 2098, 525],
    [1, 29, 0],
    [1, 30, 1],
    [0, 2100, 0],
  ])('PAY-03: %d minutes at %d pence are %d pence', (minutes, rate, pence) => {
    expect(amountPence(minutes, rate)).toBe(pence);
  });

  it('PAY-03: rounded once, and exact', () => {
    fc.assert(
      fc.property(fc.nat(10_000), fc.nat(100_000), (minutes, rate) => {
        const off = amountPence(minutes, rate) * 60 - minutes * rate;
        expect(off).toBeGreaterThan(-30);
        expect(off).toBeLessThanOrEqual(30);
      }),
    );
    expect(() => amountPence(1.5, 2100)).toThrow(RangeError);
    expect(() => amountPence(-1, 2100)).toThrow(RangeError);
  });
});
