import { refuse } from '../../../../kernel/values/refusal.js';
import type { RouteDefinition } from './definition.js';
import { isDischargeToAssess } from './discharge-to-assess.js';

/**
 * Specialist home and community support: a case that is flagged as specialist (ASM-22) goes to the members of the open
 * framework within whose expertise the person is (PROV-28). The person with the social worker sets questions with clear
 * criteria, and the split of cost and quality is agreed for this package, before it is published (ROUT-44, EVAL-07). A
 * response is a whole package that one provider coordinates (ROUT-46). The social worker checks each against the needs, and
 * the person or the carers decide among those that meet them (ROUT-43), within the budget unless more is approved (ROUT-45).
 * [ROUT-42 to ROUT-46, EVAL-07 to EVAL-09, EVAL-12, CHOI-08, AMB-09; 003 ¶3, ¶7, ¶9, ¶14]
 */
export const SPECIALIST_FRAMEWORK: RouteDefinition = {
  route: 'SPECIALIST_FRAMEWORK',
  serviceTypes: ['DOMICILIARY'],
  takes: ({ need }) => need.specialist && !isDischargeToAssess(need),
  requestRefusal: ({ need }) => (need.specialist ? undefined : NOT_SPECIALIST),
  disclosure: 'ON_AWARD',
  prepared: { portal: 'ROUT-42', questionsBy: 'PERSON', lots: false },
  answer: 'RESPONSE',
  stages: [
    {
      kind: 'OPEN_FRAMEWORK',
      window: { rule: 'WIN-11', workingDays: (policy) => policy.statedDeadline.minimumWorkingDays, stated: true },
      late: 'REFUSED',
    },
  ],
  gate: { kind: 'NEEDS_CHECK', assessedBy: ['practitioner'], scorers: ['SOCIAL_WORKER'] },
  choice: { recordedBy: ['practitioner', 'broker'], rule: 'ROUT-43', decidedBy: ['PERSON', 'CARER', 'FAMILY'] },
  withinBudget: true,
};

const NOT_SPECIALIST = refuse(
  'ASM-22',
  'NOT_SPECIALIST',
  'Only a case that is flagged as specialist, by the definition of its council, goes by the specialist framework.',
);
