import {
  isEnd,
  notCommissioned,
  type PlacementDays,
} from '../../../../subgraphs/monitoring/rules/visits/commissioned.js';

describe('days on which care is commissioned', () => {
  const placement = (over: Partial<PlacementDays>): PlacementDays => ({
    live: true,
    endedOn: null,
    endsOn: null,
    changes: [],
    ...over,
  });
  const suspended = { kind: 'SUSPEND', effectiveFrom: '2026-06-10', effectiveTo: null } as const;

  it.each([
    ['2026-06-09', null],
    ['2026-06-10', 'SUSPENDED'],
    ['2027-06-10', 'SUSPENDED'],
  ])('VAR-02: suspended from the 10th without an end: on %s %s', (day, why) => {
    expect(notCommissioned(placement({ changes: [suspended] }), day)).toBe(why);
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

  it.each([
    ['2026-06-20', null],
    ['2026-06-21', 'ENDED'],
  ])('AWRD-12: announced to end on the 20th: on %s %s', (day, why) => {
    expect(notCommissioned(placement({ endsOn: '2026-06-20' }), day)).toBe(why);
    expect(notCommissioned(placement({ live: false, endedOn: '2026-06-20', endsOn: '2026-06-10' }), day)).toBe(why);
  });

  it.each([
    ['SUSPEND', false],
    ['RESUME', true],
    ['REDUCE', false],
    ['INCREASE', false],
    ['TEMPORARY_INCREASE', false],
    ['END_TEMPORARY_INCREASE', true],
  ] as const)('VAR-03, VAR-06: %s ends what was told before: %s', (kind, ends) => {
    expect(isEnd(kind)).toBe(ends);
  });
});
