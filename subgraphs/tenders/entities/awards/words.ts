import { enumType } from '../../../../kernel/graphql/enum-type.js';
import { EXCEPTION_OUTCOMES, SERVICE_TYPE_MEANINGS, TOP_UP_STATUSES } from '../../../../schema/events/cases.js';
import { STANDARD_FEE_KINDS } from '../../../../schema/events/providers.js';
import { CHOICE_ANSWERS } from '../../../../schema/events/tenders.js';
import { INVOLVED } from '../../../../schema/involved.js';
import { EXCEPTION_REASONS } from '../../rules/awards/allocation-exception.js';
import { CHOICE_CONDITIONS, CONDITION_RESULTS, REASONABLENESS } from '../../rules/awards/alternative.js';

export const ExceptionReasonWord = enumType(EXCEPTION_REASONS, {
  name: 'ExceptionReason',
  description: 'Why a bid was chosen that does not come first (ROUT-09).',
});
export const InvolvedWord = enumType(INVOLVED, {
  name: 'InvolvedParty',
  description: "Who of the person's side took part in a decision or a plan (EVAL-11, CHOI-11).",
});
export const ChoiceAnswerWord = enumType(CHOICE_ANSWERS, {
  name: 'ChoiceAnswer',
  description: 'Whether a choice is allowed (CHOI-02).',
  meanings: {
    ALLOWED: 'Every condition holds.',
    REFUSED: 'A condition does not hold; the conditions say which.',
    COUNCIL_DISCRETION: 'All that is open is for the council to decide.',
  },
});
export const ChoiceConditionWord = enumType(CHOICE_CONDITIONS, {
  name: 'ChoiceConditionId',
  description: 'On what a choice of another provider than those shown depends (CHOI-02).',
  meanings: {
    NOT_INADEQUATE: 'CQC does not rate it Inadequate now (CHOI-03).',
    DIRECT_PAYMENT: 'Of home support: the person takes a direct payment, and it is set up (CHOI-04).',
    ON_SITE_PROVIDER: 'Of supported living: it comes with the scheme that the person chose (CHOI-05).',
    TOP_UP: 'Of a care home: who pays what is above the standard fee is settled (CHOI-06).',
    REASONABLE: 'The council finds the choice reasonable (CHOI-07).',
  },
});
export const ConditionResultWord = enumType(CONDITION_RESULTS, {
  name: 'ConditionResult',
  description: 'How a condition stands.',
  meanings: { MET: 'It holds.', NOT_MET: 'It does not hold.', UNDECIDED: 'The council has yet to decide it.' },
});
export const ReasonablenessWord = enumType(REASONABLENESS, {
  name: 'Reasonableness',
  description: 'What the council decides of a choice of another provider (CHOI-07).',
  meanings: {
    REASONABLE: 'There are legitimate reasons for this provider.',
    UNREASONABLE: 'A provider is rejected without any.',
  },
});
export const TopUpStatusWord = enumType(TOP_UP_STATUSES, {
  name: 'TopUpStatus',
  description: 'How far the agreement of a third party has come (AWRD-11).',
});
export const ExceptionOutcomeWord = enumType(EXCEPTION_OUTCOMES, {
  name: 'ExceptionOutcome',
  description: 'What the council decided of exceptional circumstances (CHOI-06).',
});
export const StandardFeeKindWord = enumType(STANDARD_FEE_KINDS, {
  name: 'StandardFeeKind',
  description: "A council's standard fees for a place in a home (PROV-21).",
  meanings: { RESIDENTIAL: SERVICE_TYPE_MEANINGS.RESIDENTIAL, NURSING: SERVICE_TYPE_MEANINGS.NURSING },
});
