import { DEFAULT_POLICY } from '../../../../schema/policy.js';
import { gatedFromPatch } from '../../../../subgraphs/monitoring/rules/sourcing/gated-from-patch.js';

const policy = DEFAULT_POLICY;

describe('who could not have been given a package', () => {
  it.each([
    ['GOOD', 'ADMITTED', 'PATCH', true, false],
    ['NOT_YET_RATED', 'ADMITTED', 'PATCH', true, false],
    ['REQUIRES_IMPROVEMENT', 'ADMITTED', 'PATCH', true, true],
    ['INADEQUATE', 'ADMITTED', 'PATCH', true, true],
    ['GOOD', 'SUSPENDED', 'PATCH', true, true],
    ['GOOD', 'ADMITTED', 'FRAMEWORK', true, true],
    ['GOOD', 'ADMITTED', 'PATCH', false, true],
  ] as const)(
    'CM-06, PROV-08: rated %s, %s to a %s, registered %s: gated %s',
    (overall, status, vehicle, registered, gated) => {
      expect(gatedFromPatch({ overall, registered, memberships: [{ vehicle, status }] }, policy)).toBe(gated);
    },
  );
});
