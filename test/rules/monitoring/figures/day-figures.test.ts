import { figuresOf } from '../../../../subgraphs/monitoring/rules/figures/day-figures.js';
import type { CallFacts, LogFacts } from '../../../../subgraphs/monitoring/rules/visits/visit-facts.js';
import { aCall, aLog, at, type Given, inOrder, off, outcome } from '../a-visit.js';

describe('what a visit adds to the figures of its day', () => {
  const counted = (call: Partial<CallFacts>, logs: readonly LogFacts[] = [], given: Given = {}) => {
    const figures = figuresOf({ ...aCall(call), ...outcome(call, logs, given) });
    return Object.fromEntries(Object.entries(figures).filter(([, count]) => count !== 0));
  };

  it('KPI-3.3: one that was to take place is scheduled; one called off or not expected is not', () => {
    expect(counted({}, [], { now: at(0) })).toEqual({ scheduled: 1, commissionedMinutes: 30 });
    expect(counted({}, [], { now: at(0), plans: [] })).toEqual({ scheduled: 1, commissionedMinutes: 30 });
    expect(counted({}, [], { plan: { cancellation: inOrder } })).toEqual({ cancelled: 1 });
    expect(counted({}, [aLog()], { plan: { cancellation: inOrder } })).toEqual({ cancelled: 1 });
    expect(counted({}, [], { off: off('ENDED') })).toEqual({});
    expect(counted({}, [aLog()], { off: off('SUSPENDED') })).toEqual({});
    expect(counted({}, [aLog()], { off: off('NOT_COMMISSIONED', null) })).toEqual({});
  });

  it('VAR-02: one that was made before it was told to be off counts like any other', () => {
    expect(counted({}, [aLog()], { off: off('SUSPENDED', at(1)) })).toMatchObject({ scheduled: 1, attended: 1 });
  });

  it('PAY-01: of one that is not expected, what the council accepted to pay and no more', () => {
    const correction = {
      state: 'COMPLETED',
      actualMinutes: null,
      acceptedMinutes: 20,
      reason: 'r',
      evidence: 'e',
    } as const;
    const given = { off: off('ENDED'), correction: { ...correction, at: '', by: '' } };
    expect(counted({}, [aLog()], given)).toEqual({ payableMinutes: 20 });
  });

  it('KPI-3.4: a missed one is scheduled and missed, planned or not', () => {
    expect(counted({})).toEqual({ scheduled: 1, missed: 1, commissionedMinutes: 30 });
    expect(counted({}, [], { plans: [] })).toEqual({ scheduled: 1, missed: 1, commissionedMinutes: 30 });
    const claim = aLog({ arrivedBy: 'MANUAL', knownAt: at(91) });
    expect(counted({}, [claim])).toEqual({ scheduled: 1, missed: 1, commissionedMinutes: 30 });
  });

  it('KPI-3.6: an attended one, fifteen minutes outside', () => {
    expect(counted({}, [aLog({ arrivedAt: at(15), departedAt: at(45) })])).toEqual({
      scheduled: 1,
      attended: 1,
      arrivals: 1,
      outsideWindow: 1,
      workersCame: 1,
      workersLogged: 1,
      commissionedMinutes: 30,
      actualMinutes: 30,
      payableMinutes: 30,
    });
  });

  it('DEL-14: minutes worked stand beside minutes commissioned, each worker’s counted', () => {
    const logs = [aLog(), aLog({ externalId: 'L2', worker: 'W2', departedAt: at(20) })];
    expect(counted({ workersNeeded: 2 }, logs)).toMatchObject({ commissionedMinutes: 60, actualMinutes: 50 });
  });
});
