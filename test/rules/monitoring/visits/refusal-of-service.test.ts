import { DEFAULT_POLICY } from '../../../../schema/policy.js';
import { isRefusalNotifiable } from '../../../../subgraphs/monitoring/rules/visits/refusal-of-service.js';

describe('a refusal that the care manager hears of', () => {
  it.each([
    [1, false, false],
    [1, true, true],
    [2, false, true],
  ])('AMB-10: the %d. refused call, time-critical %s: %s', (refusals, timeCritical, told) => {
    expect(isRefusalNotifiable({ refusals, timeCritical }, DEFAULT_POLICY.visit)).toBe(told);
  });
});
