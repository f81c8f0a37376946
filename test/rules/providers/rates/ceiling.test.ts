import fc from 'fast-check';
import { DEFAULT_POLICY } from '../../../../schema/policy.js';
import {
  type CeilingCrossing,
  ceilingCrossing,
  ceilingMinutes,
  privateHoursRefusal,
  privateMinutesInForce,
} from '../../../../subgraphs/providers/rules/rates/ceiling.js';

const policy = DEFAULT_POLICY.capacity;

describe('the ceiling', () => {
  it('PROV-23: hours with a fraction are whole minutes', () => {
    expect(ceilingMinutes({ ceilingHours: 2999.9 })).toBe(179_994);
  });
});

describe('private hours', () => {
  it.each([
    ['on the day', '2026-03-02T10:00:00Z', 600],
    ['31 days later, late in the evening', '2026-04-02T22:59:59Z', 600],
    ['on the 32nd day, from midnight in London', '2026-04-02T23:00:00Z', null],
  ])('PROV-23: declared on 2 March count %s: %s, %s', (_name, now, expected) => {
    const declared = { weeklyMinutes: 600, declaredAt: new Date('2026-03-02T09:00:00Z') };
    expect(privateMinutesInForce(declared, new Date(now), policy.declarationDays)).toBe(expected);
  });

  it('PROV-23: never declared is undeclared, and none declared is none', () => {
    const now = new Date('2026-03-02T09:00:00Z');
    expect(privateMinutesInForce(null, now, 31)).toBeNull();
    expect(privateMinutesInForce({ weeklyMinutes: 0, declaredAt: now }, now, 31)).toBe(0);
  });

  it.each([
    [0, false],
    [70_800, false],
    [-1, true],
    [0.5, true],
    [Number.NaN, true],
    [Number.POSITIVE_INFINITY, true],
  ])('PROV-23: a declaration of %s minutes is refused: %s', (weeklyMinutes, refused) => {
    if (refused) expect(privateHoursRefusal(weeklyMinutes)).toMatchObject({ code: 'PRIVATE_HOURS_INVALID' });
    else expect(privateHoursRefusal(weeklyMinutes)).toBeUndefined();
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
