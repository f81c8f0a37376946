import fc from 'fast-check';
import { DEFAULT_POLICY } from '../../../../schema/policy.js';
import {
  type CeilingCrossing,
  ceilingCrossing,
  ceilingMinutes,
  ceilingPct,
} from '../../../../subgraphs/providers/rules/hours/ceiling.js';

const policy = DEFAULT_POLICY.capacity;

describe('the ceiling', () => {
  it('PROV-23: hours with a fraction are whole minutes', () => {
    expect(ceilingMinutes({ ceilingHours: 2999.9 })).toBe(179_994);
  });

  it.each([
    [0, 0],
    [179_999, 99],
    [180_000, 100],
    [198_000, 110],
  ])('PROV-23: %i minutes a week are %i percent of it, rounded down', (minutes, pct) => {
    expect(ceilingPct(minutes, policy)).toBe(pct);
  });
});

describe('the notices of the ceiling', () => {
  it.each<[string, number, number, CeilingCrossing | null]>([
    ['up to a minute below 90%', 0, 161_999, null],
    ['up to exactly 90%', 161_999, 162_000, { type: 'CapacityCeilingNear', pct: 90 }],
    ['on from 90%', 162_000, 179_999, null],
    ['up to exactly 100%', 179_999, 180_000, { type: 'CapacityCeilingReached', pct: 100 }],
    ['on above 100%', 180_000, 190_000, null],
    ['across both at once', 0, 198_000, { type: 'CapacityCeilingReached', pct: 110 }],
    ['down across both', 198_000, 0, null],
    ['nowhere', 170_000, 170_000, null],
  ])('NTF-28: %s', (_name, before, after, expected) => {
    expect(ceilingCrossing(before, after, policy)).toEqual(expected);
  });

  it('NTF-28: a mark of 100% is told as reached alone', () => {
    expect(ceilingCrossing(0, 180_000, { ...policy, nearPct: 100 })).toEqual({
      type: 'CapacityCeilingReached',
      pct: 100,
    });
  });

  it('NTF-28: whatever the steps up, each mark is told once at most, and told whenever it was passed', () => {
    const steps = fc.array(fc.integer({ min: 0, max: 60_000 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(steps, (increases) => {
        let total = 0;
        const told = increases.flatMap((increase) => {
          const crossing = ceilingCrossing(total, total + increase, policy);
          total += increase;
          return crossing ? [crossing.type] : [];
        });
        expect(new Set(told).size).toBe(told.length);
        expect(told.includes('CapacityCeilingReached')).toBe(total >= 180_000);
        if (total >= 162_000) expect(told).not.toEqual([]);
      }),
    );
  });
});
