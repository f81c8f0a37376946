import { enumType } from '../../../../kernel/graphql/enum-type.js';
import { AGE_BANDS, GATE_ANSWERS } from '../../../../schema/events/providers.js';
import { GATE_PURPOSES, RATINGS } from '../../../../schema/policy.js';
import { GATE_REASONS } from '../../rules/cqc/gate.js';
import { PLAN_FAULTS } from '../../rules/cqc/improvement-plan.js';
import { IMPROVEMENT_PLAN_STATES } from '../../rules/cqc/improvement-plan-states.js';
import { RATED_ITEMS } from '../../rules/cqc/ratings.js';

export const RatingWord = enumType(RATINGS, { name: 'Rating', description: 'What CQC says of a location (PROV-03).' });
export const RatedItemWord = enumType(RATED_ITEMS, {
  name: 'RatedItem',
  description: 'What CQC rates: a location overall, and each of the five key questions.',
});
export const AgeBandWord = enumType(AGE_BANDS, {
  name: 'AgeBand',
  description: 'Ages that a location is registered to care for (PROV-09).',
});
export const GatePurposeWord = enumType(GATE_PURPOSES, {
  name: 'GatePurpose',
  description: 'What a provider is wanted for (PROV-08).',
});
export const GateAnswerWord = enumType(GATE_ANSWERS, {
  name: 'GateAnswer',
  description: 'Whether a provider may be used for a purpose (PROV-08).',
});
export const GateReasonWord = enumType(GATE_REASONS, {
  name: 'GateReason',
  description: 'What decided whether a provider may be used: a rating, or that CQC does not register it (PROV-08).',
});
export const ImprovementPlanStateWord = enumType(IMPROVEMENT_PLAN_STATES, {
  name: 'ImprovementPlanState',
  description: 'Where an improvement plan stands (PROV-05).',
});
export const PlanFaultWord = enumType(PLAN_FAULTS, {
  name: 'ImprovementPlanFault',
  description: 'Why no improvement plan covers a rating below Good (PROV-05).',
});
export const PlanLimitWord = enumType(['SHARING', 'LAST_DAY'], {
  name: 'ImprovementPlanLimit',
  description: 'Which limit of an improvement plan has passed: the time to share it, or its last day (PROV-05).',
});
