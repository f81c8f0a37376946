import type { RouteDefinition } from './definition.js';
import { isDischargeToAssess } from './discharge-to-assess.js';
import { BY_THE_SYSTEM, WHO_MEET } from './dps.js';

/**
 * Support for a small group by the dynamic purchasing system: the packages of two or three people whom their council declares
 * to belong together are advertised at once, and a bid covers each of them (ROUT-37, AMB-38). Otherwise it goes as for one
 * person: bids are scored, providers meet the people, and those decide. [ROUT-37, ROUT-38, ROUT-41, WIN-11, EVAL-10, EVAL-11,
 * CHOI-08, PROV-19, AMB-38; 004]
 */
export const DPS_SMALL_GROUP: RouteDefinition = {
  route: 'DPS_SMALL_GROUP',
  serviceTypes: ['DOMICILIARY', 'SUPPORTED_LIVING'],
  takes: ({ need }) => !isDischargeToAssess(need),
  together: 'GROUP',
  ...BY_THE_SYSTEM,
  ...WHO_MEET,
};
