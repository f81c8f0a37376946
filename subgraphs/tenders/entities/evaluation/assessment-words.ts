import { enumType } from '../../../../kernel/graphql/enum-type.js';
import { GATE_OUTCOMES, NEEDS_REASONS, NEEDS_RESULTS } from '../../rules/evaluation/assessment.js';
import { SCORERS } from '../../rules/evaluation/scorer.js';

export const NeedsResultWord = enumType(NEEDS_RESULTS, {
  name: 'NeedsResult',
  description: "Whether a response meets the person's needs (EVAL-09).",
  meanings: { MEETS_NEEDS: 'It may be shown to the person.', DOES_NOT: 'It ends here.' },
});
export const NeedsReasonWord = enumType(NEEDS_REASONS, {
  name: 'NeedsReason',
  description: 'Why a response does not meet the needs (EVAL-09).',
  meanings: {
    OUTCOMES_NOT_MET: 'It does not lead to the outcomes of the plan.',
    RISK_NOT_MANAGED: 'A known risk is not managed.',
    SKILLS_LACKING: 'Its workers lack a skill that is needed.',
    TIMES_NOT_MET: 'Support is not there when it is needed.',
    NOT_HOLISTIC: 'It covers a part of the package alone.',
    NOT_DELIVERABLE: 'It cannot be delivered as it is described.',
  },
});
export const ScorerWord = enumType(SCORERS, {
  name: 'Scorer',
  description: 'Who took part in scoring responses (EVAL-08, EVAL-10).',
});
export const GateOutcomeWord = enumType(GATE_OUTCOMES, {
  name: 'GateOutcome',
  description: 'How a response came through what its route asks before anybody chooses (ROUT-38, ROUT-40, ROUT-43).',
  meanings: {
    PASSED: 'It may be chosen.',
    NEEDS_NOT_MET: "It does not meet the person's needs.",
    MEETING_DECLINED: 'Its provider and the person are not to work together.',
  },
});
