import { figuresOf } from '../../../../subgraphs/monitoring/rules/figures/day-figures.js';
import type { PlanFacts } from '../../../../subgraphs/monitoring/rules/visits/visit-facts.js';
import { aLog, aPlan, at, outcome } from '../a-visit.js';

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
