import type { RouteDefinition } from './definition.js';
import { RESIDENTIAL_MATCH } from './residential-match.js';

const [HOMES] = RESIDENTIAL_MATCH.stages;

/**
 * A respite stay, once the allowance is known to cover it (ASM-08): as for a place in a home, but the source does not fix how
 * many homes are matched, so that one is enough, and three are the most. [ROUT-35, ROUT-36, WIN-13, CHOI-08; 001 §4]
 */
export const RESPITE_MATCH: RouteDefinition = {
  ...RESIDENTIAL_MATCH,
  route: 'RESPITE_MATCH',
  serviceTypes: ['RESPITE'],
  stages: [{ ...HOMES, proposes: (policy) => ({ most: policy.match.respiteHomes, wanted: 1 }) }],
};
