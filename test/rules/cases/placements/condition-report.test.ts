import { conditionReportRefusal } from '../../../../subgraphs/cases/rules/placements/condition-report.js';
import { at } from '../given.js';

const seen = {
  careType: 'D2A',
  confirmedAt: at('09:30'),
  awardedAt: at('09:00'),
  observedAt: at('10:00'),
  now: at('11:00'),
} as const;

describe('a change of condition', () => {
  it.each([
    ['of a confirmed D2A package', {}, undefined],
    ['seen at the award', { observedAt: at('09:00') }, undefined],
    ['seen this very instant', { observedAt: at('11:00') }, undefined],
    ['of another package', { careType: 'STANDARD_ADULT' }, 'NO_D2A_CONFIRMED'],
    ['before the first call is confirmed', { confirmedAt: null }, 'NO_D2A_CONFIRMED'],
    ['seen before the award', { observedAt: new Date(at('09:00').getTime() - 1) }, 'OBSERVED_OUTSIDE_CARE'],
    ['still to be seen', { observedAt: new Date(at('11:00').getTime() + 1) }, 'OBSERVED_OUTSIDE_CARE'],
  ] as const)('ROUT-18: %s', (_, change, code) => {
    expect(conditionReportRefusal({ ...seen, ...change })?.code).toBe(code);
  });
});
