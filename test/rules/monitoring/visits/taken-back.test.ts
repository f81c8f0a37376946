import { isTakenBack } from '../../../../subgraphs/monitoring/rules/visits/taken-back.js';
import { at, NINE } from '../a-visit.js';

describe('a visit that was planned in error', () => {
  it.each([
    ['before its start', true, at(-0.001), true],
    ['at its start', true, NINE, false],
    ['not at all', false, at(-600), false],
  ])('DEL-01, DEL-10: taken back %s', (_when, removed, asOf, takenBack) => {
    expect(isTakenBack({ removed, asOf, plannedStart: NINE })).toBe(takenBack);
  });
});
