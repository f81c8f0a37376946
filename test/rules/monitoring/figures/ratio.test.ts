import fc from 'fast-check';
import {
  compared,
  minus,
  ratioOf,
  shown,
  times,
  withoutSign,
  written,
} from '../../../../subgraphs/monitoring/rules/figures/ratio.js';

describe('exact figures', () => {
  it('KPI-1.3: a share of nothing is not applicable', () => {
    expect(ratioOf(0, 0)).toBeNull();
  });

  it('KPI-3.5: shares are rounded once, half away from zero, however large the parts', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 5_000_000 }), fc.integer({ min: 1, max: 5_000_000 }), (above, below) => {
        const value = shown(times(ratioOf(above, below)!, 100));
        // Twice the distance to the exact value is at most one hundredth.
        const off = minus(written(value), times(ratioOf(above, below)!, 100));
        expect(compared(withoutSign(times(off, 200)), written(1))).toBeLessThanOrEqual(0);
      }),
    );
    expect(shown(times(ratioOf(1, 800)!, 100))).toBe(0.13);
    expect(shown(times(ratioOf(-1, 800)!, 100))).toBe(-0.13);
    expect(() => written(Number.NaN)).toThrow(RangeError);
  });
});
