import { refuse } from '../../../../kernel/values/refusal.js';
import type { RouteDefinition } from './definition.js';
import { isDischargeToAssess } from './discharge-to-assess.js';
import { stagesOfPatch } from './patch.js';

/**
 * Discharge to assess: the person leaves hospital and is assessed at home. The providers of PATCH are asked in its order
 * (AMB-49), with thirty minutes as a target and an hour at most (WIN-05). The D2A team has decided who is eligible, so it is
 * declined for capacity, skill or safety alone (ASM-25). [ROUT-14, ASM-25, WIN-05, AMB-49; 002 App M]
 */
export const D2A_PATCH: RouteDefinition = {
  route: 'D2A_PATCH',
  serviceTypes: ['DOMICILIARY'],
  takes: ({ need }) => isDischargeToAssess(need),
  requestRefusal: ({ need }) => (need.discharge ? undefined : DISCHARGE_MISSING),
  disclosure: 'ON_AWARD',
  answer: 'BID',
  stages: stagesOfPatch({ rule: 'WIN-05', minutes: (policy) => policy.d2a.hardMinutes }),
  target: { rule: 'WIN-05/target', minutes: (policy) => policy.d2a.targetMinutes },
  declines: {
    reasons: ['CAPACITY', 'SKILL', 'SAFETY'],
    refusal: refuse(
      'ASM-25',
      'REASON_NOT_ACCEPTED',
      'A discharge to assess is declined for capacity, skill or safety; the D2A team decides who is eligible.',
      'input.reason',
    ),
  },
};

const DISCHARGE_MISSING = refuse(
  'ROUT-14',
  'DISCHARGE_MISSING',
  'A discharge to assess states calls per day, length of call and the expected discharge date and time.',
);
