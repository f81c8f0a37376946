import { DEFAULT_POLICY } from '../../../../schema/policy.js';
import { missesWeekendDuty } from '../../../../subgraphs/monitoring/rules/sourcing/weekend-duty.js';
import { at } from '../../tenders/fixtures.js';

const silence = { route: 'D2A_PATCH', stage: 'PATCH', isAnswered: false, isGated: false };
const misses = (wall: string, change: object = {}, policy = DEFAULT_POLICY) =>
  missesWeekendDuty({ ...silence, invitedAt: at(wall), ...change }, policy);

describe('the weekend duty of a patch provider', () => {
  it.each([
    ['a Saturday at nine', '2026-06-27 09:00', true],
    ['a Saturday a minute before', '2026-06-27 08:59', false],
    ['a Sunday in its last minute', '2026-06-28 16:59', true],
    ['a Sunday at five', '2026-06-28 17:00', false],
    ['a bank holiday, the Monday after Easter', '2026-04-06 12:00', true],
    ['Christmas Day', '2026-12-25 12:00', true],
    ['a Friday', '2026-06-26 12:00', false],
    ['the Sunday on which the clocks go forward', '2026-03-29 09:00', true],
  ])('WIN-17: silence on %s', (_what, wall, expected) => expect(misses(wall)).toBe(expected));

  it('WIN-17: holds whoever was asked in a patch, of a discharge, could have taken it, and was silent', () => {
    const saturday = '2026-06-27 12:00';
    expect(misses(saturday, { stage: 'OTHER_PATCHES' })).toBe(true);
    for (const change of [{ stage: 'FRAMEWORK' }, { route: 'PATCH' }, { isAnswered: true }, { isGated: true }]) {
      expect(misses(saturday, change)).toBe(false);
    }
  });

  it("WIN-17, PROV-31: in the hours and on the holidays of the council's policy", () => {
    const policy = {
      ...DEFAULT_POLICY,
      hours: { ...DEFAULT_POLICY.hours, weekendDischarge: { from: '10:00', to: '14:00' } },
      calendar: { ...DEFAULT_POLICY.calendar, extraHolidays: ['2026-06-24'] },
    };
    expect(misses('2026-06-27 09:30', {}, policy)).toBe(false);
    expect(misses('2026-06-27 14:00', {}, policy)).toBe(false);
    expect(misses('2026-06-24 10:00', {}, policy)).toBe(true);
  });
});
