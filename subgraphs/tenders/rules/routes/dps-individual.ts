import type { RouteDefinition } from './definition.js';
import { isDischargeToAssess } from './discharge-to-assess.js';
import { BY_THE_SYSTEM, WHO_MEET } from './dps.js';

/**
 * Support for one person by the dynamic purchasing system: one package is advertised by itself to the members of one lot,
 * and says by when bids are expected (ROUT-37, WIN-11). Bids are scored, and one or more of their providers are invited to
 * meet the person, to find whether they can work together; only then do the person, the family or advocates decide
 * (ROUT-38). [ROUT-37, ROUT-38, ROUT-41, WIN-11, EVAL-10, EVAL-11, CHOI-08, PROV-19; 004]
 */
export const DPS_INDIVIDUAL: RouteDefinition = {
  route: 'DPS_INDIVIDUAL',
  serviceTypes: ['DOMICILIARY', 'SUPPORTED_LIVING'],
  takes: ({ need }) => !isDischargeToAssess(need),
  ...BY_THE_SYSTEM,
  ...WHO_MEET,
};
