import { DEFAULT_POLICY } from '../../../../schema/policy.js';
import {
  privateHoursRefusal,
  privateMinutesInForce,
} from '../../../../subgraphs/providers/rules/hours/private-hours.js';

const policy = DEFAULT_POLICY.capacity;

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
    [6_000_000, false],
    [6_000_001, true],
    [-1, true],
    [0.5, true],
    [Number.NaN, true],
    [Number.POSITIVE_INFINITY, true],
  ])('PROV-23: a declaration of %s minutes is refused: %s', (weeklyMinutes, refused) => {
    if (refused) expect(privateHoursRefusal(weeklyMinutes)).toMatchObject({ code: 'PRIVATE_HOURS_INVALID' });
    else expect(privateHoursRefusal(weeklyMinutes)).toBeUndefined();
  });
});
