import { breachOf } from '../../../../subgraphs/monitoring/rules/visits/missed-visit.js';

describe('a missed visit', () => {
  it.each([
    ['MISSED', false, 'HIGH'],
    ['MISSED', true, 'CRITICAL'],
    ['COMPLETED', true, null],
  ] as const)('DEL-10: %s, time-critical %s, is a breach: %s', (state, timeCritical, breach) => {
    expect(breachOf({ state, timeCritical })).toBe(breach);
  });
});
