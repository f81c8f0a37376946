import { integrityChecks } from '../../../../subgraphs/monitoring/rules/figures/kpi-checks.js';

describe('whether the lines of a sheet agree', () => {
  const checked = (
    values: Record<string, number>,
    before: Record<string, number> = {},
    scheduled: number | null = 100,
  ) =>
    integrityChecks(
      (id) => values[id] ?? null,
      (id) => before[id] ?? null,
      scheduled,
    ).map(({ rule, severity }) => `${rule} ${severity}`);

  it.each([
    ['KPI-1.2', { 'KPI-1.1': 9, 'KPI-1.2': 9 }, { 'KPI-1.1': 9, 'KPI-1.2': 10 }],
    ['KPI-1.7', { 'KPI-1.6': 2, 'KPI-1.7': 2 }, { 'KPI-1.6': 2, 'KPI-1.7': 3 }],
    ['KPI-2.2', { 'KPI-2.1': 12, 'KPI-2.2': 12 }, { 'KPI-2.1': 12, 'KPI-2.2': 13 }],
    ['KPI-3.4', { 'KPI-3.4': 100 }, { 'KPI-3.4': 101 }],
  ] as ReadonlyArray<[string, Record<string, number>, Record<string, number>]>)(
    '%s: is no more than what it is part of',
    (rule, fits, breaks) => {
      expect(checked(fits)).toEqual([]);
      expect(checked(breaks)).toEqual([`${rule} ERROR`]);
    },
  );

  it('KPI-7.1: staff are those of before with who joined and without who left; otherwise a warning', () => {
    const joinedAndLeft = { 'KPI-7.2': 6, 'KPI-7.3': 4 };
    expect(checked({ 'KPI-7.1': 42, ...joinedAndLeft }, { 'KPI-7.1': 40 })).toEqual([]);
    expect(checked({ 'KPI-7.1': 41, ...joinedAndLeft }, { 'KPI-7.1': 40 })).toEqual(['KPI-7.1 WARNING']);
    expect(checked({ 'KPI-7.1': 41, ...joinedAndLeft })).toEqual([]);
  });
});
