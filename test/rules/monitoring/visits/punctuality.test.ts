import { DEFAULT_POLICY } from '../../../../schema/policy.js';

import { punctualityOf } from '../../../../subgraphs/monitoring/rules/visits/punctuality.js';
import { aCall, at } from '../a-visit.js';

const of = (minutes: number, call = {}) => punctualityOf(aCall(call), at(minutes), DEFAULT_POLICY);

describe('how punctual an arrival was', () => {
  it.each([
    [0, 0, []],
    [14.999, 14, []],
    [15, 15, ['OUTSIDE_WINDOW']],
    [15.001, 15, ['LATE', 'OUTSIDE_WINDOW']],
    [-15.001, -15, ['EARLY', 'OUTSIDE_WINDOW']],
  ])('DEL-09: %d minutes off the expected start', (minutes, deviationMinutes, flags) => {
    expect(of(minutes)).toEqual({ deviationMinutes, flags });
  });

  it.each([
    [10, 0, []],
    [10.5, 0, ['LATE']],
    [-10, 0, []],
    [-12, -2, ['EARLY']],
  ])(
    'DEL-09: %d minutes off, with an agreed window of ten minutes to either side',
    (minutes, deviationMinutes, flags) => {
      expect(of(minutes, { windowFrom: at(-10), windowTo: at(10) })).toEqual({ deviationMinutes, flags });
    },
  );

  it.each([
    [15, false],
    [15.001, true],
    [-15.001, true],
  ])('DEL-12: a time-critical call %d minutes off is breached: %s', (minutes, breached) => {
    expect(of(minutes, { timeCritical: true }).flags.includes('TIME_CRITICAL_BREACHED')).toBe(breached);
  });
});
