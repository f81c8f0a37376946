import type { RouteDefinition } from './definition.js';
import { BY_THE_SYSTEM } from './dps.js';

/**
 * A supported-living scheme by the dynamic purchasing system: the packages of all who live there are advertised at the same
 * time, and each provider makes one bid that says how it would run the service and meet everyone's outcomes (ROUT-39). A panel
 * of brokerage, care managers and commissioners, with the people, their families or advocates where that is right, scores every
 * bid and agrees on one result; nobody is met (ROUT-40). The winner has one award that opens the placements of all (AWRD-01),
 * starts on an agreed day (AWRD-06), and stays within the sum of the individual budgets unless more is approved (ISF-01,
 * ISF-02). [ROUT-39 to ROUT-41, WIN-11, EVAL-10, EVAL-11, CHOI-08, AWRD-01, AWRD-06, ISF-01 to ISF-04, PROV-19, PROV-20; 004]
 */
export const DPS_SCHEME: RouteDefinition = {
  route: 'DPS_SCHEME',
  serviceTypes: ['SUPPORTED_LIVING'],
  takes: () => true,
  together: 'SCHEME',
  ...BY_THE_SYSTEM,
  stages: [
    {
      kind: 'DPS',
      window: { rule: 'WIN-11', workingDays: (policy) => policy.statedDeadline.schemeWorkingDays, stated: true },
      late: 'REFUSED',
    },
  ],
  gate: {
    kind: 'PANEL',
    assessedBy: ['broker', 'practitioner', 'commissioner'],
    scorers: ['BROKER', 'SOCIAL_WORKER', 'COMMISSIONER'],
  },
  withinBudget: true,
  tellsBudget: true,
  agreesStart: true,
};
