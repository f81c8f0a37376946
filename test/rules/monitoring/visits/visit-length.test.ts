import type { Night } from '../../../../schema/events/cases.js';
import { DEFAULT_POLICY } from '../../../../schema/policy.js';
import { plannedLengthRefusal } from '../../../../subgraphs/monitoring/rules/visits/visit-length.js';
import { at, NINE } from '../a-visit.js';

const codeOf = (minutes: number, night: Night | null) =>
  plannedLengthRefusal({ plannedStart: NINE, plannedEnd: at(minutes), night }, DEFAULT_POLICY.visit)?.code;

describe('how long a visit is planned', () => {
  it.each([
    [20, 'VISIT_MINUTES_NOT_ALLOWED'],
    [29, 'VISIT_MINUTES_NOT_ALLOWED'],
    [30, undefined],
    [31, 'VISIT_MINUTES_NOT_ALLOWED'],
    [40, 'VISIT_MINUTES_NOT_ALLOWED'],
    [45, undefined],
    [60, undefined],
    [0, 'VISIT_MINUTES_NOT_ALLOWED'],
    [-30, 'VISIT_MINUTES_NOT_ALLOWED'],
    [24 * 60, undefined],
    [24 * 60 + 15, 'VISIT_MINUTES_NOT_ALLOWED'],
  ])('DEL-06: a visit of %d minutes is answered with %s', (minutes, code) => {
    expect(codeOf(minutes, null)).toBe(code);
  });

  it.each([
    [10, undefined],
    [500, undefined],
    [500.5, 'VISIT_MINUTES_NOT_ALLOWED'],
    [0, 'VISIT_MINUTES_NOT_ALLOWED'],
  ])('DEL-06: a night of %d minutes is answered with %s', (minutes, code) => {
    expect(codeOf(minutes, 'SLEEP_IN')).toBe(code);
  });
});
