import { notCommissioned, type PlacementDays } from '../../../../subgraphs/monitoring/rules/visits/commissioned.js';

describe('days on which care is commissioned', () => {
  const placement = (over: Partial<PlacementDays>): PlacementDays => ({
    live: true,
    startedOn: '2026-01-01',
    endedOn: null,
    changes: [],
    ...over,
  });
  const suspended = { kind: 'SUSPEND', effectiveFrom: '2026-06-10', effectiveTo: null } as const;

  it.each([
    ['2026-06-09', null],
    ['2026-06-10', 'SUSPENDED'],
    ['2026-06-19', 'SUSPENDED'],
    ['2026-06-20', null],
  ])('VAR-03: suspended from the 10th, resumed from the 20th: on %s %s', (day, why) => {
    const resumed = { kind: 'RESUME', effectiveFrom: '2026-06-20', effectiveTo: null } as const;
    expect(notCommissioned(placement({ changes: [resumed, suspended] }), day)).toBe(why);
  });

  it.each([
    ['2026-06-20', 'SUSPENDED'],
    ['2026-06-21', null],
  ])('VAR-02: a suspension to the 20th: on %s %s', (day, why) => {
    expect(notCommissioned(placement({ changes: [{ ...suspended, effectiveTo: '2026-06-20' }] }), day)).toBe(why);
  });

  it.each([
    ['2026-06-20', null],
    ['2026-06-21', 'ENDED'],
  ])('PAY-10: ended on the 20th: on %s %s', (day, why) => {
    expect(notCommissioned(placement({ live: false, endedOn: '2026-06-20' }), day)).toBe(why);
  });
});
