import fc from 'fast-check';
import { DEFAULT_POLICY, policySchema } from '../../../../schema/policy.js';
import {
  exactValue,
  partsOf,
  ragOf,
  targetOf,
  tooFewToShow,
  trendOf,
  verified,
} from '../../../../subgraphs/monitoring/rules/figures/kpi-cell.js';
import { integrityChecks } from '../../../../subgraphs/monitoring/rules/figures/kpi-checks.js';
import { KPI_LINES, type KpiFacts, kpiLine } from '../../../../subgraphs/monitoring/rules/figures/kpi-register.js';
import { changedSince, frozen, kpiSheet, thawed } from '../../../../subgraphs/monitoring/rules/figures/kpi-sheet.js';
import { monitoredAs } from '../../../../subgraphs/monitoring/rules/figures/monitored.js';
import {
  periodBefore,
  periodNamed,
  quarterHolding,
  quarterOverRefusal,
} from '../../../../subgraphs/monitoring/rules/figures/period.js';
import {
  compared,
  minus,
  ratioOf,
  shown,
  times,
  withoutSign,
  written,
} from '../../../../subgraphs/monitoring/rules/figures/ratio.js';

const policy = DEFAULT_POLICY;

/** What a line shows for these facts. */
function shownOf(id: string, facts: KpiFacts): number | null {
  const line = kpiLine(id)!;
  const value = exactValue(line, partsOf(line, facts));
  return value && shown(value);
}

describe('a line of the KPI sheet', () => {
  it.each([
    ['KPI-1.1', { invited: 14 }, 14],
    ['KPI-1.2', { invited: 14, accepted: 9 }, 9],
    ['KPI-1.2/AWARDED', { invited: 14, accepted: 9, awarded: 4 }, 4],
    ['KPI-1.3', { invited: 14, accepted: 9 }, 64.29],
    ['KPI-1.3', { invited: 0, accepted: 0 }, null],
    ['KPI-2.1', { anniversaries: 12 }, 12],
    ['KPI-2.5', { packagesReduced: 3 }, 3],
    ['KPI-2.6', { packagesIncreased: 5 }, 5],
    ['KPI-3.1', { peopleInReceipt: 187 }, 187],
    ['KPI-3.2', { peopleClosed: 21 }, 21],
    ['KPI-3.3', { scheduled: 18_200, days: 91 }, 200],
    ['KPI-3.3', { scheduled: 18_201, days: 92 }, 197.84],
    ['KPI-3.4', { missed: 91 }, 91],
    ['KPI-3.5', { scheduled: 18_200, missed: 91 }, 0.5],
    ['KPI-3.5', { scheduled: 0, missed: 0 }, null],
    ['KPI-3.6', { arrivals: 480, outsideWindow: 37 }, 7.71],
    ['KPI-3.6', { arrivals: 0, outsideWindow: 0 }, null],
    ['KPI-20', { accepted: 9 }, 9],
    ['KPI-22', { packagesMoreHours: 6 }, 6],
    ['KPI-26', { workersCame: 1000, workersLogged: 900 }, 90],
    ['KPI-26', { workersCame: 1000, workersLogged: 899 }, 89.9],
    ['KPI-27', { attended: 640, byTeam: 512 }, 80],
    ['KPI-27/NAMED', { attended: 640, teamNamed: 600 }, 93.75],
    ['KPI-28', { plannedMinutes: 54_000, actualMinutes: 51_030 }, 94.5],
    ['KPI-28', { plannedMinutes: 0, actualMinutes: 0 }, null],
    ['KPI-28/RELIABILITY', { scheduled: 1200, attended: 1170 }, 97.5],
    ['KPI-29', { patchSettled: 16, patchNotTaken: 5 }, 31.25],
    ['KPI-29', { patchSettled: 0 }, null],
    ['KPI-32/RESPONSE', { d2aResponses: 3, d2aResponseMinutes: 61 }, 20.33],
    ['KPI-32/SAME_DAY', { d2aStarted: 8, d2aStartedSameDay: 6 }, 75],
    ['KPI-32/LENGTH', { d2aEnded: 4, d2aDays: 122 }, 30.5],
    ['KPI-32/OUTCOME', { d2aEnded: 4, d2aNoMoreCare: 1 }, 25],
    ['KPI-33', { weeklyMinutes: 60 * 2970, ceilingMinutes: 60 * 3000 }, 99],
    ['KPI-40/LATE', { late: 44 }, 44],
    ['KPI-40/SHORT', { short: 17 }, 17],
    ['KPI-40/MISSED', { missed: 91 }, 91],
    ['KPI-40/TIME_CRITICAL', { timeCriticalBreached: 2 }, 2],
  ] as ReadonlyArray<[string, KpiFacts, number | null]>)('%s: of %j is %s', (id, facts, value) => {
    expect(shownOf(id, facts)).toBe(value);
  });

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

  it('SHOW-05: the register has every line of the contract’s sheet and of the measures beside it, once', () => {
    const ids = KPI_LINES.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const lines = { 1: 7, 2: 6, 3: 6, 4: 4, 5: 2, 6: 2, 7: 3 };
    const appendix = Object.entries(lines).flatMap(([part, count]) =>
      Array.from({ length: count }, (_, nth) => `KPI-${part}.${nth + 1}`),
    );
    const further = Array.from({ length: 21 }, (_, nth) => `KPI-${20 + nth}`);
    expect(new Set(ids.map((id) => id.split('/')[0]))).toEqual(new Set([...appendix, ...further]));
  });

  it('SHOW-05: a line with no denominator of its own is the count that it names', () => {
    for (const { id, unit, numerator, denominator } of KPI_LINES.filter((line) => line.numerator)) {
      expect([id, denominator === null]).toEqual([id, unit === 'COUNT']);
      expect(numerator).not.toBe(denominator);
    }
  });
});

describe('exact figures', () => {
  it('KPI-1.3: a share of nothing is not applicable', () => {
    expect(ratioOf(0, 0)).toBeNull();
    expect(shownOf('KPI-1.3', {})).toBeNull();
  });

  it('KPI-3.5: shares are rounded once, half away from zero, however large the parts', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 5_000_000 }), fc.integer({ min: 1, max: 5_000_000 }), (above, below) => {
        const value = shown(times(ratioOf(above, below)!, 100));
        // Twice the distance to the exact value is at most one hundredth.
        const off = minus(written(value), times(ratioOf(above, below)!, 100));
        expect(compared(withoutSign(times(off, 200)), written(1))).toBeLessThanOrEqual(0);
      }),
    );
    expect(shown(times(ratioOf(1, 800)!, 100))).toBe(0.13);
    expect(shown(times(ratioOf(-1, 800)!, 100))).toBe(-0.13);
    expect(() => written(Number.NaN)).toThrow(RangeError);
  });

  it.each([
    [900, 1000, 'GREEN'],
    [899, 1000, 'RED'],
    [1_799_999, 2_000_000, 'RED'],
    [1_800_000, 2_000_000, 'GREEN'],
  ])('KPI-26: %d of %d logged electronically is %s at 90%%', (workersLogged, workersCame, rag) => {
    const line = kpiLine('KPI-26')!;
    const value = exactValue(line, partsOf(line, { workersLogged, workersCame }));
    expect(ragOf(line, value, targetOf(line, policy))).toBe(rag);
  });

  it.each([
    ['KPI-3.5', { missed: 10, scheduled: 1000 }, 'GREEN'],
    ['KPI-3.5', { missed: 11, scheduled: 1000 }, 'AMBER'],
    ['KPI-3.5', { missed: 20, scheduled: 1000 }, 'AMBER'],
    ['KPI-3.5', { missed: 21, scheduled: 1000 }, 'RED'],
    ['KPI-33', { weeklyMinutes: 2700, ceilingMinutes: 3000 }, 'GREEN'],
    ['KPI-33', { weeklyMinutes: 3000, ceilingMinutes: 3000 }, 'AMBER'],
    ['KPI-33', { weeklyMinutes: 3001, ceilingMinutes: 3000 }, 'RED'],
    ['KPI-3.5', { missed: 0, scheduled: 0 }, null],
    ['KPI-3.1', { peopleInReceipt: 4 }, null],
  ] as ReadonlyArray<[string, KpiFacts, string | null]>)('%s: of %j is %s', (id, facts, rag) => {
    const line = kpiLine(id)!;
    expect(ragOf(line, exactValue(line, partsOf(line, facts)), targetOf(line, policy))).toBe(rag);
  });

  it('KPI-20: the trend is which way the exact value went', () => {
    expect(trendOf(ratioOf(1, 3), ratioOf(333, 1000))).toBe('UP');
    expect(trendOf(ratioOf(1, 3), ratioOf(2, 6))).toBe('SAME');
    expect(trendOf(ratioOf(1, 4), ratioOf(1, 3))).toBe('DOWN');
    expect(trendOf(null, ratioOf(1, 3))).toBeNull();
  });
});

describe('what a provider declares', () => {
  const facts = { missed: 91, scheduled: 18_200, invited: 10, accepted: 9 };
  it.each([
    ['KPI-3.4', 91, 0, 'MATCH'],
    ['KPI-3.4', 92, 1, 'MATCH'],
    ['KPI-3.4', 90, -1, 'MATCH'],
    ['KPI-3.4', 93, 2, 'QUERY'],
    ['KPI-1.3', 92, 2, 'MATCH'],
    ['KPI-1.3', 88, -2, 'MATCH'],
    ['KPI-1.3', 92.01, 2.01, 'QUERY'],
    ['KPI-3.5', 0.5, 0, 'MATCH'],
    ['KPI-3.5', 2.5, 2, 'MATCH'],
  ])('CM-05: of %s, %d declared is %d off: %s', (id, declared, difference, verdict) => {
    const line = kpiLine(id)!;
    expect(verified(line, exactValue(line, partsOf(line, facts)), declared, policy)).toEqual({ difference, verdict });
  });

  it('CM-05: nothing declared is not verified; a figure declared of nothing is asked about', () => {
    const line = kpiLine('KPI-1.3')!;
    expect(verified(line, ratioOf(1, 2), null, policy)).toEqual({ difference: null, verdict: null });
    expect(verified(line, null, 100, policy)).toEqual({ difference: null, verdict: 'QUERY' });
  });

  it('CM-05: the tolerance is the council’s', () => {
    const own = policySchema.parse({ kpi: { declaredToleranceCount: 0 } });
    const line = kpiLine('KPI-3.4')!;
    expect(verified(line, ratioOf(91, 1), 92, own).verdict).toBe('QUERY');
  });

  it.each([
    [0, false],
    [4, true],
    [5, false],
  ])('KPI-36: a count of %d people by a characteristic is hidden: %s', (count, hidden) => {
    expect(tooFewToShow(kpiLine('KPI-36')!, count, policy)).toBe(hidden);
    expect(tooFewToShow(kpiLine('KPI-3.1')!, count, policy)).toBe(false);
    const own = figures({}, { 'KPI-36': count });
    const asCouncil = kpiSheet(own, figures({}), { hideFew: true, policy });
    const asProvider = kpiSheet(own, figures({}), { hideFew: false, policy });
    const cell = (sheet: typeof asCouncil) => sheet.cells.find(({ line }) => line.id === 'KPI-36');
    expect(cell(asCouncil)).toMatchObject({ suppressed: hidden, declared: hidden ? null : count });
    expect(cell(asProvider)).toMatchObject({ suppressed: false, declared: count });
  });
});

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

describe('the periods of the sheets', () => {
  it.each([
    ['2026-27 Q1', '2026-04-01', '2026-06-30', 91, '2025-26 Q4'],
    ['2026-27 Q2', '2026-07-01', '2026-09-30', 92, '2026-27 Q1'],
    ['2026-27 Q4', '2027-01-01', '2027-03-31', 90, '2026-27 Q3'],
    ['2027-28 Q4', '2028-01-01', '2028-03-31', 91, '2027-28 Q3'],
    ['2099-00 Q4', '2100-01-01', '2100-03-31', 90, '2099-00 Q3'],
    ['2026-05', '2026-05-01', '2026-05-31', 31, '2026-04'],
    ['2028-02', '2028-02-01', '2028-02-29', 29, '2028-01'],
    ['2027-01', '2027-01-01', '2027-01-31', 31, '2026-12'],
  ])('KPI-1.1, AMB-23: %s runs from %s to %s', (name, from, to, days, before) => {
    const period = periodNamed(name)!;
    expect(period).toMatchObject({ name, from, to, days });
    expect(periodBefore(period).name).toBe(before);
  });

  it.each(['2026-27 Q5', '2026-28 Q1', '2026-27', '2026-13', '26-27 Q1', '0000-01 Q1', '', '2026-27 Q1 '])(
    'KPI-1.1: %j is no period',
    (name) => {
      expect(periodNamed(name)).toBeUndefined();
    },
  );

  it('NTF-37: a quarter can be closed from the day after it', () => {
    const quarter = quarterHolding('2026-05-09');
    expect(quarter.name).toBe('2026-27 Q1');
    expect(quarterOverRefusal(quarter, '2026-06-30')?.code).toBe('QUARTER_NOT_OVER');
    expect(quarterOverRefusal(quarter, '2026-07-01')).toBeUndefined();
    expect(quarterOverRefusal(periodNamed('2026-05'), '2026-07-01')?.code).toBe('NO_SUCH_QUARTER');
    expect(quarterOverRefusal(undefined, '2026-07-01')?.code).toBe('NO_SUCH_QUARTER');
  });
});

describe('who is monitored', () => {
  const quarter = periodNamed('2026-27 Q1')!;
  const member = (vehicle: string, over: Record<string, unknown> = {}) => ({
    vehicle,
    status: 'ADMITTED',
    from: '2024-04-01',
    to: null,
    ...over,
  });
  it.each([
    ['a patch provider', [member('PATCH')], 0, 'PATCH'],
    ['a patch provider that is suspended', [member('PATCH', { status: 'SUSPENDED' })], 0, 'PATCH'],
    ['one that left the patch on the first day', [member('PATCH', { to: '2026-04-01' })], 0, 'PATCH'],
    ['one that left before the quarter', [member('PATCH', { to: '2026-03-31' })], 0, null],
    ['one that joins after it', [member('PATCH', { from: '2026-07-01' })], 0, null],
    ['a framework provider at exactly the threshold', [member('FRAMEWORK')], 50_000_000, null],
    ['a framework provider a penny over it', [member('FRAMEWORK')], 50_000_001, 'SPEND'],
    ['nobody’s member, however much is spent', [], 90_000_000, null],
  ] as const)('CM-01, AMB-44: %s', (_who, memberships, spendPence, as) => {
    expect(monitoredAs(memberships, spendPence, quarter, policy)).toBe(as);
  });
});

function figures(facts: KpiFacts, declared: Record<string, number> = {}) {
  return {
    partsOf: (line: Parameters<typeof partsOf>[0]) => partsOf(line, facts),
    declared: new Map(Object.entries(declared)),
  };
}
