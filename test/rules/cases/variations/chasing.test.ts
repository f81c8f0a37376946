import { DEFAULT_POLICY } from '../../../../schema/policy.js';
import { nextChase } from '../../../../subgraphs/cases/rules/variations/chasing.js';

describe('a suspension without a known end', () => {
  it.each([
    ['2026-06-08', '2026-06-15'],
    ['2026-06-14', '2026-06-15'],
    ['2026-06-15', '2026-06-22'],
    ['2026-06-30', '2026-07-06'],
    ['2026-06-01', '2026-06-15'],
  ])('VAR-03: of 8 June is asked about, as seen on %s, on %s', (today, next) => {
    expect(nextChase('2026-06-08', today, DEFAULT_POLICY)).toBe(next);
  });

  it('VAR-03: as often as the council wants, over a change of the clocks', () => {
    expect(nextChase('2026-10-24', '2026-10-25', { variation: { chaseSuspensionDays: 2 } })).toBe('2026-10-26');
  });
});
