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
import { type KpiFacts, kpiLine } from '../../../../subgraphs/monitoring/rules/figures/kpi-register.js';
import { ratioOf, shown } from '../../../../subgraphs/monitoring/rules/figures/ratio.js';

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
    ['KPI-28', { commissionedMinutes: 54_000, actualMinutes: 51_030 }, 94.5],
    ['KPI-28', { commissionedMinutes: 0, actualMinutes: 0 }, null],
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

  it('KPI-1.3: a share of nothing is not applicable', () => {
    expect(shownOf('KPI-1.3', {})).toBeNull();
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
  ])('KPI-36: a count of %d people by a characteristic is too few to show: %s', (count, hidden) => {
    expect(tooFewToShow(kpiLine('KPI-36')!, count, policy)).toBe(hidden);
    expect(tooFewToShow(kpiLine('KPI-3.1')!, count, policy)).toBe(false);
  });
});
