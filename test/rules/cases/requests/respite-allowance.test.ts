import {
  financialYearOf,
  respiteAllowanceRefusals,
  respiteYearOf,
  type Stay,
  stayOf,
} from '../../../../subgraphs/cases/rules/requests/respite-allowance.js';

const policy = { respite: { allowanceNights: 28 } };
const FIELD = 'input.home.lengthOfStayNights';
const refusalsOf = (asked: Stay, taken: readonly Stay[] = []) =>
  respiteAllowanceRefusals(asked, taken, policy, FIELD).map(({ rule, field, message }) => [rule, field, message]);
const left = (from: string, to: string, nights: number) => [
  'ASM-08',
  FIELD,
  `From ${from} to ${to} this person has ${nights} nights of respite left: ask for no more.`,
];

describe('the respite allowance', () => {
  it.each([
    ['2026-03-31', '2025-04-01'],
    ['2026-04-01', '2026-04-01'],
    ['2026-12-31', '2026-04-01'],
    ['2027-01-01', '2026-04-01'],
  ])('ASM-08, AMB-37: %s lies in the financial year from %s', (day, year) => {
    expect(financialYearOf(day)).toBe(year);
  });

  it.each([
    [28, [], true],
    [29, [], false],
    [14, [{ from: '2026-05-01', nights: 14 }], true],
    [15, [{ from: '2026-05-01', nights: 14 }], false],
    [28, [{ from: '2025-05-01', nights: 28 }], true],
    [1, [{ from: '2026-05-01', nights: 40 }], false],
  ])('ASM-08: %s nights from June with these stays: %j: %s', (nights, taken, may) => {
    expect(refusalsOf({ from: '2026-06-08', nights }, taken).length === 0).toBe(may);
  });

  it('ASM-08: one night too many is refused with what remains', () => {
    const taken = [{ from: '2026-05-01', nights: 20 }];
    expect(refusalsOf({ from: '2026-06-08', nights: 9 }, taken)).toEqual([left('2026-04-01', '2027-03-31', 8)]);
  });

  it('ASM-08: a stay over the end of the year counts its nights in each', () => {
    // The nights of 30 and 31 March are of the year that ends, those from 1 April on of the next.
    const stay = { from: '2027-03-30', nights: 12 };
    expect(respiteYearOf('2027-03-01', [stay], policy)).toMatchObject({ usedNights: 2, leftNights: 26 });
    expect(respiteYearOf('2027-04-30', [stay], policy)).toMatchObject({ usedNights: 10, leftNights: 18 });
    expect(refusalsOf(stay, [{ from: '2026-05-01', nights: 26 }])).toEqual([]);
    expect(refusalsOf(stay, [{ from: '2026-05-01', nights: 27 }])).toEqual([left('2026-04-01', '2027-03-31', 1)]);
    expect(refusalsOf(stay, [{ from: '2027-05-01', nights: 18 }])).toEqual([]);
    expect(refusalsOf(stay, [{ from: '2027-05-01', nights: 19 }])).toEqual([left('2027-04-01', '2028-03-31', 9)]);
    expect(refusalsOf({ from: '2027-03-04', nights: 28 })).toEqual([]);
    expect(refusalsOf({ from: '2027-03-03', nights: 29 + 28 })).toHaveLength(1);
  });

  it('ASM-08: what was used beyond the allowance leaves nothing', () => {
    expect(respiteYearOf('2026-06-01', [{ from: '2026-05-01', nights: 40 }], policy)).toEqual({
      ...{ from: '2026-04-01', to: '2027-03-31' },
      ...{ allowanceNights: 28, usedNights: 40, leftNights: 0 },
    });
  });

  const booked = {
    ...({ state: 'CONFIRMED', startDate: '2026-06-01', endDate: null, startedAt: null, booked: 14 } as const),
  };
  const began = new Date('2026-06-01T12:00:00Z');
  it.each([
    ['booked', {}, '2026-06-01', 14],
    ['withdrawn', { state: 'WITHDRAWN' }, '2026-06-01', 0],
    ['being stayed', { state: 'ACTIVE', startedAt: began }, '2026-06-08', 14],
    ['stayed longer than booked', { state: 'ACTIVE', startedAt: began }, '2026-06-17', 16],
    ['ended early', { state: 'ENDED', startedAt: began, endDate: '2026-06-05' }, '2026-07-01', 4],
    ['ended on its first day', { state: 'ENDED', startedAt: began, endDate: '2026-06-01' }, '2026-07-01', 0],
    ['announced to end late', { state: 'ACTIVE', startedAt: began, endDate: '2026-06-20' }, '2026-06-08', 19],
  ] as const)('ASM-08: of a placement that is %s these nights count: %#', (_, change, today, nights) => {
    expect(stayOf({ ...booked, ...change }, today)).toEqual({ from: '2026-06-01', nights });
  });
});
