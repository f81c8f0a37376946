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

  it.each<[string, Stay, Conflict | null, Conflict | null]>([
    ['that begins before the first ends', stay(29, 60, elsewhere), 'OVERLAP', 'OVERLAP'],
    ['that begins five minutes before the first ends', stay(25, 60, elsewhere), 'OVERLAP', 'OVERLAP'],
    ['that begins sooner', stay(24.9, 60, elsewhere), 'OVERLAP', 'ELSEWHERE'],
    ['that begins a minute after the first', stay(1, 31, elsewhere), 'OVERLAP', 'ELSEWHERE'],
    ['that lies within the first, elsewhere', stay(26, 30, elsewhere), 'OVERLAP', 'ELSEWHERE'],
    ['that begins with the first, elsewhere', stay(0, 60, elsewhere), 'OVERLAP', 'ELSEWHERE'],
    ['that lies within the first, in the same place', stay(5, 25), 'OVERLAP', 'OVERLAP'],
    ['at once, elsewhere', stay(30, 60, elsewhere), 'TRAVEL', 'TRAVEL'],
    ['at once, in the same place', stay(30, 60), null, null],
    ['at once, in the same house', stay(30, 60, { ...elsewhere, travelMetres: 0 }), null, null],
    ['two minutes later, at an unknown distance', stay(32, 60, elsewhere), null, null],
    ['five minutes later, a kilometre away', stay(35, 60, { ...elsewhere, travelMetres: 1000 }), null, null],
    ['sooner, a kilometre away', stay(34.9, 60, { ...elsewhere, travelMetres: 1000 }), 'TRAVEL', 'TRAVEL'],
  ])('DEL-07, PAY-01: a second call %s', (_what, second, planned, logged) => {
    for (const [kind, conflict] of [
      ['PLAN', planned],
      ['LOG', logged],
    ] as const) {
      const [one, other] = [stay(0, 30, { kind }), { ...second, kind }];
      expect(conflictBetween(one, other, policy)).toBe(conflict);
      expect(conflictBetween(other, one, policy)).toBe(conflict);
    }
  });

  it('DEL-07: the estimate is distance at 20 km/h and two minutes more', () => {
    expect(travelMinutes(5000, policy)).toBe(17);
  });
});
