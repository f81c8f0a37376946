import { enumType } from '../../../../kernel/graphql/enum-type.js';
import { EXCEPTION_REASONS } from '../../rules/awards/allocation-exception.js';
import { INVOLVED } from '../../rules/awards/involvement.js';

export const ExceptionReasonWord = enumType(EXCEPTION_REASONS, {
  name: 'ExceptionReason',
  description: 'Why a bid was chosen that does not come first (ROUT-09).',
});
export const InvolvedWord = enumType(INVOLVED, {
  name: 'InvolvedParty',
  description: "Who of the person's side took part in a decision (EVAL-11).",
});
