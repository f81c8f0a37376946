import { DEFAULT_POLICY } from '../../../../schema/policy.js';
import {
  type Conflict,
  conflictBetween,
  type Stay,
  travelMinutes,
} from '../../../../subgraphs/monitoring/rules/workers/worker-overlap.js';
import { at } from '../a-visit.js';

describe('two calls of one worker', () => {
  const policy = DEFAULT_POLICY.visit;
  const stay = (from: number, to: number, over: Partial<Stay> = {}): Stay => ({
    kind: 'LOG',
    worker: 'W1',
    placementId: 'a',
    from: at(from),
    to: at(to),
    travelMetres: null,
    ...over,
  });
  const elsewhere = { placementId: 'b' };

  it.each<[string, Stay, Conflict | null]>([
    ['that begins before the first ends', stay(29, 60, elsewhere), 'OVERLAP'],
    ['that lies within the first, elsewhere', stay(5, 30, elsewhere), 'WITHIN'],
    ['that begins with the first, elsewhere', stay(0, 60, elsewhere), 'WITHIN'],
    ['that lies within the first, in the same place', stay(5, 25), 'OVERLAP'],
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

  it('DEL-07, PAY-01: who is planned within another call, elsewhere, was not yet anywhere', () => {
    const [first, second] = [stay(0, 30, { kind: 'PLAN' }), stay(5, 30, { kind: 'PLAN', ...elsewhere })];
    expect(conflictBetween(first, second, policy)).toBe('OVERLAP');
  });

  it('DEL-07: the estimate is distance at 20 km/h and two minutes more', () => {
    expect(travelMinutes(5000, policy)).toBe(17);
  });
});
