import { DEFAULT_POLICY } from '../../../../schema/policy.js';
import { figuresOf } from '../../../../subgraphs/monitoring/rules/figures/day-figures.js';
import { quarterNameOf } from '../../../../subgraphs/monitoring/rules/figures/period.js';
import { payableOfCall, payableShareWithoutCare } from '../../../../subgraphs/monitoring/rules/pay/payable.js';
import { notCommissioned, type PlacementDays } from '../../../../subgraphs/monitoring/rules/visits/commissioned.js';
import { listOn } from '../../../../subgraphs/monitoring/rules/visits/known-workers.js';
import { breachOf } from '../../../../subgraphs/monitoring/rules/visits/missed-visit.js';
import { isRefusalNotifiable } from '../../../../subgraphs/monitoring/rules/visits/refusal-of-service.js';
import { versionVerdict } from '../../../../subgraphs/monitoring/rules/visits/report-version.js';
import type { PlanFacts } from '../../../../subgraphs/monitoring/rules/visits/visit-facts.js';
import {
  conflictBetween,
  type Stay,
  travelMinutes,
} from '../../../../subgraphs/monitoring/rules/visits/worker-overlap.js';
import { aLog, aPlan, at, outcome } from '../a-visit.js';

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

describe('what is payable', () => {
  it.each([
    [30, 30],
    [25, 30],
    [24, 30],
    [22, 15],
    [8, 15],
    [7, 0],
    [60, 30],
  ])('PAY-02: of %d minutes worked at a call of 30, %d', (actual, payable) => {
    expect(payableOfCall(actual, 30, DEFAULT_POLICY)).toBe(payable);
  });

  it('PAY-02: with two workers each is reckoned by itself', () => {
    const logs = [aLog({ departedAt: at(60) }), aLog({ id: 'other', worker: 'W2', departedAt: at(20) })];
    expect(outcome({ workersNeeded: 2 }, logs).payableMinutes).toBe(30 + 15);
  });

  it.each([
    ['MISSED', 0],
    ['NO_REPLY_CLOSED', 100],
    ['REFUSED', 0],
    ['CANCELLED', 0],
    ['ALERTED', 0],
  ] as const)('AMB-15: of a visit that is %s, %d percent', (state, share) => {
    expect(payableShareWithoutCare(state, DEFAULT_POLICY)).toBe(share);
  });

  it('PAY-01: a missed visit is not paid whatever the policy', () => {
    const payment = { roundingMinutes: 15, noReplyPct: 100, refusedPct: 100, cancelledPct: 100 };
    expect(payableShareWithoutCare('MISSED', { payment })).toBe(0);
    expect(payableShareWithoutCare('REFUSED', { payment })).toBe(100);
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

describe('what a visit adds to the figures of its day', () => {
  const counted = (
    plan: Partial<PlanFacts>,
    ...rest: Parameters<typeof outcome> extends [unknown, ...infer R] ? R : never
  ) => {
    const figures = figuresOf({ ...aPlan(plan), ...outcome(plan, ...rest) });
    return Object.fromEntries(Object.entries(figures).filter(([, count]) => count !== 0));
  };
  const calledOff = {
    at: at(-60).toISOString(),
    requestedBy: 'PERSON',
    confirmedWith: 'PERSON',
    confirmedBy: 'FIELD_SUPERVISOR',
    alternative: 'FAMILY_CARES',
  } as const;

  it('KPI-3.3: one that was to take place is scheduled; one called off, taken back, suspended is not', () => {
    expect(counted({}, [], { now: at(0) })).toEqual({ scheduled: 1, plannedMinutes: 30 });
    expect(counted({ cancellation: calledOff })).toEqual({ cancelled: 1 });
    expect(counted({ removed: true, asOf: at(-1) })).toEqual({});
    expect(counted({}, [aLog()], { notCommissioned: 'SUSPENDED' })).toEqual({});
    expect(counted({}, [], { notCommissioned: 'ENDED' })).toEqual({});
  });

  it('KPI-3.4: a missed one is scheduled and missed', () => {
    expect(counted({})).toEqual({ scheduled: 1, missed: 1, plannedMinutes: 30 });
    expect(counted({ removed: true, asOf: at(1) })).toEqual({ scheduled: 1, missed: 1, plannedMinutes: 30 });
  });

  it('KPI-3.6: an attended one, fifteen minutes outside', () => {
    expect(counted({}, [aLog({ arrivedAt: at(15), departedAt: at(45) })])).toEqual({
      scheduled: 1,
      attended: 1,
      arrivals: 1,
      outsideWindow: 1,
      workersCame: 1,
      workersLogged: 1,
      plannedMinutes: 30,
      actualMinutes: 30,
      payableMinutes: 30,
    });
  });

  it('DEL-14: minutes worked stand beside minutes planned, each worker’s counted', () => {
    const logs = [aLog(), aLog({ id: 'other', worker: 'W2', departedAt: at(20) })];
    expect(counted({ workersNeeded: 2 }, logs)).toMatchObject({ plannedMinutes: 60, actualMinutes: 50 });
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

describe('quarters by name', () => {
  it.each([
    ['2026-03-31', '2025-26 Q4'],
    ['2026-04-01', '2026-27 Q1'],
  ])('DEL-01: %s lies in %s', (day, name) => {
    expect(quarterNameOf(day)).toBe(name);
  });
});
