import type { RouteDefinition } from './definition.js';

/**
 * Care at home, by the framework alone: a broker chooses it with a reason, such as a patch that is known to be full. Its
 * members serve the whole borough and are ranked by their rates. [ROUT-06, ROUT-07, PROV-18, WIN-12; 002 App A ¶4]
 */
export const FRAMEWORK: RouteDefinition = {
  route: 'FRAMEWORK',
  serviceTypes: ['DOMICILIARY'],
  takes: () => false,
  disclosure: 'ON_AWARD',
  answer: 'BID',
  stages: [
    {
      kind: 'FRAMEWORK',
      window: { rule: 'WIN-12', minutes: (policy) => policy.window.frameworkMinutes },
      late: 'REFUSED',
    },
  ],
};
