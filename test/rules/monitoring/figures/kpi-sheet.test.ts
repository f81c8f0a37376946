import { DEFAULT_POLICY } from '../../../../schema/policy.js';
import { partsOf, verified } from '../../../../subgraphs/monitoring/rules/figures/kpi-cell.js';
import { KPI_LINES, type KpiFacts, kpiLine } from '../../../../subgraphs/monitoring/rules/figures/kpi-register.js';
import {
  changedSince,
  discrepantLines,
  frozen,
  frozenDiscrepancies,
  kpiSheet,
  thawed,
} from '../../../../subgraphs/monitoring/rules/figures/kpi-sheet.js';

const policy = DEFAULT_POLICY;

describe('a line of the KPI sheet', () => {
  it.each([
    ['KPI-1.4'],
    ['KPI-1.5'],
    ['KPI-1.6'],
    ['KPI-1.7'],
    ['KPI-2.2'],
    ['KPI-2.3'],
    ['KPI-2.4'],
    ['KPI-4.1'],
    ['KPI-4.2'],
    ['KPI-4.3'],
    ['KPI-4.4'],
    ['KPI-5.1'],
    ['KPI-5.2'],
    ['KPI-6.1'],
    ['KPI-6.2'],
    ['KPI-7.1'],
    ['KPI-7.2'],
    ['KPI-7.3'],
    ['KPI-21'],
    ['KPI-23'],
    ['KPI-24'],
    ['KPI-25'],
    ['KPI-30'],
    ['KPI-31'],
    ['KPI-34'],
    ['KPI-35'],
    ['KPI-37'],
    ['KPI-38'],
    ['KPI-39'],
  ])('%s: is on the sheet and takes what is declared', (id) => {
    const line = kpiLine(id)!;
    expect(partsOf(line, { scheduled: 5 })).toEqual({ numerator: null, denominator: null });
    expect(verified(line, null, 7, policy)).toEqual({ difference: null, verdict: null });
    const sheet = kpiSheet(figures({}, { [id]: 7 }), figures({}), { hideFew: false, policy });
    expect(sheet.cells.find((cell) => cell.line.id === id)).toMatchObject({ value: null, declared: 7, verdict: null });
  });

  it.each([
    [0, false],
    [4, true],
    [5, false],
  ])('KPI-36: a count of %d people by a characteristic is hidden: %s', (count, hidden) => {
    const own = figures({}, { 'KPI-36': count });
    const asCouncil = kpiSheet(own, figures({}), { hideFew: true, policy });
    const asProvider = kpiSheet(own, figures({}), { hideFew: false, policy });
    const cell = (sheet: typeof asCouncil) => sheet.cells.find(({ line }) => line.id === 'KPI-36');
    expect(cell(asCouncil)).toMatchObject({ suppressed: hidden, declared: hidden ? null : count });
    expect(cell(asProvider)).toMatchObject({ suppressed: false, declared: count });
  });
});

describe('a count that is hidden', () => {
  const sheetWith = (count: number, hideFew = true) =>
    kpiSheet(figures({}, { 'KPI-36': count }), figures({}), { hideFew, policy });

  it('KPI-36: leaves nothing on the sheet that differs with it, its fingerprint least of all', () => {
    const [first, ...others] = [1, 2, 3, 4].map((count) => JSON.stringify(sheetWith(count)));
    for (const other of others) expect(other).toBe(first);
    expect(sheetWith(5).fingerprint).not.toBe(sheetWith(4).fingerprint);
    expect(sheetWith(6).fingerprint).not.toBe(sheetWith(5).fingerprint);
  });

  it('KPI-36: shows in the fingerprint of the provider, whose own it is', () => {
    expect(sheetWith(1, false).fingerprint).not.toBe(sheetWith(2, false).fingerprint);
  });

  it('KPI-36, NTF-37: of a closed quarter is not said to be another today', () => {
    expect(changedSince(sheetWith(3).cells, [])).not.toContainEqual(
      expect.objectContaining({ line: expect.objectContaining({ id: 'KPI-36' }) }),
    );
  });
});

describe('a sheet that is frozen', () => {
  const facts: KpiFacts = { scheduled: 40, missed: 2, days: 91 };
  const first = kpiSheet(figures(facts, { 'KPI-3.4': 2 }), figures({}), { hideFew: false, policy });

  it('NTF-37: thawed it says the same, to its fingerprint', () => {
    const again = kpiSheet(thawed(frozen(first.cells)), figures({}), { hideFew: false, policy });
    expect(again.cells).toEqual(first.cells);
    expect(again.fingerprint).toBe(first.fingerprint);
  });

  it('NTF-37: a visit corrected since shows in the lines that it changes, and in the fingerprint', () => {
    const now = { ...facts, missed: 1, weeklyMinutes: 9000, ceilingMinutes: 180_000 };
    const today = kpiSheet(figures(now), figures({}), { hideFew: false, policy });
    expect(changedSince(today.cells, frozen(first.cells)).map(({ line }) => line.id)).toEqual([
      'KPI-3.4',
      'KPI-3.5',
      'KPI-40/MISSED',
    ]);
    expect(changedSince(first.cells, frozen(first.cells))).toEqual([]);
    expect(today.fingerprint).not.toBe(first.fingerprint);
  });
});

describe('the lines to be asked about', () => {
  const facts: KpiFacts = { scheduled: 40, missed: 2, days: 91, invited: 4, accepted: 4 };
  const sheet = kpiSheet(figures(facts, { 'KPI-3.4': 9, 'KPI-1.1': 4, 'KPI-36': 3 }), figures({}), {
    hideFew: false,
    policy,
  });

  it('CM-05: are those that were declared and differ by more than the tolerance, frozen or not', () => {
    expect(discrepantLines(sheet.cells)).toEqual(['KPI-3.4']);
    expect(frozenDiscrepancies(frozen(sheet.cells), policy)).toEqual(['KPI-3.4']);
  });

  it('KPI-36: are never lines that tell people apart, however they differ', () => {
    const queried = sheet.cells.map(({ line }) => ({ line, verdict: 'QUERY' as const }));
    expect(discrepantLines(queried)).toHaveLength(KPI_LINES.length - 1);
    expect(discrepantLines(queried)).not.toContain('KPI-36');
  });
});

function figures(facts: KpiFacts, declared: Record<string, number> = {}) {
  return {
    partsOf: (line: Parameters<typeof partsOf>[0]) => partsOf(line, facts),
    declared: new Map(Object.entries(declared)),
  };
}
