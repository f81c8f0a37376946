import { DEFAULT_POLICY } from '../../../../schema/policy.js';
import { notCommissioned, type PlacementDays } from '../../../../subgraphs/monitoring/rules/visits/commissioned.js';
import { listOn } from '../../../../subgraphs/monitoring/rules/visits/known-workers.js';
import { breachOf } from '../../../../subgraphs/monitoring/rules/visits/missed-visit.js';
import { isRefusalNotifiable } from '../../../../subgraphs/monitoring/rules/visits/refusal-of-service.js';
import { versionVerdict } from '../../../../subgraphs/monitoring/rules/visits/report-version.js';
import {
  conflictBetween,
  type Stay,
  travelMinutes,
} from '../../../../subgraphs/monitoring/rules/visits/worker-overlap.js';
import { at } from '../a-visit.js';

describe('versions of a report', () => {
  const known = { asOf: at(0), contentHash: 'a' };
  it.each([
    ['nothing before it', undefined, known, 'NEW'],
    ['a later one', known, { asOf: at(1), contentHash: 'b' }, 'UPDATED'],
    ['the same', known, known, 'UNCHANGED'],
    ['an earlier one', known, { asOf: at(-1), contentHash: 'b' }, 'UNCHANGED'],
  ])('DEL-01: %s', (_what, before, sent, verdict) => {
    expect(versionVerdict(before, sent)).toBe(verdict);
  });

  it('IDG-27: the same version with other content is refused', () => {
    expect(versionVerdict(known, { ...known, contentHash: 'b' })).toMatchObject({ code: 'SAME_VERSION_OTHER_CONTENT' });
  });
});

describe('two calls of one worker', () => {
  const policy = DEFAULT_POLICY.visit;
  const stay = (from: number, to: number, over: Partial<Stay> = {}): Stay => ({
    worker: 'W1',
    placementId: 'a',
    from: at(from),
    to: at(to),
    travelMetres: null,
    ...over,
  });
  const elsewhere = { placementId: 'b' };

  it.each<[string, Stay, 'OVERLAP' | 'TRAVEL' | null]>([
    ['that begins before the first ends', stay(29, 60, elsewhere), 'OVERLAP'],
    ['at once, elsewhere', stay(30, 60, elsewhere), 'TRAVEL'],
    ['at once, in the same place', stay(30, 60), null],
    ['at once, in the same house', stay(30, 60, { ...elsewhere, travelMetres: 0 }), null],
    ['two minutes later, at an unknown distance', stay(32, 60, elsewhere), null],
    ['five minutes later, a kilometre away', stay(35, 60, { ...elsewhere, travelMetres: 1000 }), null],
    ['sooner, a kilometre away', stay(34.9, 60, { ...elsewhere, travelMetres: 1000 }), 'TRAVEL'],
  ])('DEL-07: a second call %s', (_what, second, conflict) => {
    const first = stay(0, 30);
    expect(conflictBetween(first, second, policy)).toBe(conflict);
    expect(conflictBetween(second, first, policy)).toBe(conflict);
  });

  it('DEL-07: the estimate is distance at 20 km/h and two minutes more', () => {
    expect(travelMinutes(5000, policy)).toBe(17);
  });
});

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

describe('a refusal that the care manager hears of', () => {
  it.each([
    [1, false, false],
    [1, true, true],
    [2, false, true],
  ])('AMB-10: the %d. refused call, time-critical %s: %s', (refusals, timeCritical, told) => {
    expect(isRefusalNotifiable({ refusals, timeCritical }, DEFAULT_POLICY.visit)).toBe(told);
  });
});

describe('lists of workers', () => {
  it('DEL-13: the latest that has begun counts', () => {
    const [first, second] = [
      { from: '2026-01-01', workers: ['W1'] },
      { from: '2026-06-01', workers: ['W2'] },
    ];
    expect(listOn([second, first], '2025-12-31')).toBeUndefined();
    expect(listOn([second, first], '2026-05-31')).toBe(first);
    expect(listOn([second, first], '2026-06-01')).toBe(second);
  });
});

describe('a missed visit', () => {
  it.each([
    ['MISSED', false, 'HIGH'],
    ['MISSED', true, 'CRITICAL'],
    ['COMPLETED', true, null],
  ] as const)('DEL-10: %s, time-critical %s, is a breach: %s', (state, timeCritical, breach) => {
    expect(breachOf({ state, timeCritical })).toBe(breach);
  });
});
