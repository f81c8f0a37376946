import { enumType } from '../../../../kernel/graphql/enum-type.js';
import {
  CONDITION_CHANGES,
  EXCEPTION_OUTCOMES,
  FIRST_CALL_AGREEMENTS,
  IPO_RECEIVERS,
  RETURN_ANSWERS,
  TOP_UP_STATUSES,
} from '../../../../schema/events/cases.js';
import { FEEDS } from '../../../../schema/feeds.js';
import { CLOSURE_REASONS } from '../../rules/placements/ending.js';
import { INABILITY_REASONS } from '../../rules/placements/hospital-return.js';
import { PLACEMENT_STATES } from '../../rules/placements/placement-states.js';

/** The words of placements that clients choose from or are shown. */

export const PlacementStateWord = enumType(PLACEMENT_STATES, {
  name: 'PlacementState',
  description: 'Where a placement stands (SM-4).',
});
export const ClosureReasonWord = enumType(CLOSURE_REASONS, {
  name: 'ClosureReason',
  description: 'Why a placement ended (AWRD-12).',
});
export const PlacementFeedEventWord = enumType(FEEDS.placementFeed.types, {
  name: 'PlacementFeedEvent',
  description: 'What happened to a package, its placement or its papers.',
});
export const IpoReceiverWord = enumType(IPO_RECEIVERS, {
  name: 'IpoReceiver',
  description: 'Who says that it has an IPO (AWRD-03).',
});
export const FirstCallAgreementWord = enumType(FIRST_CALL_AGREEMENTS, {
  name: 'FirstCallAgreementKind',
  description: 'What about a first call after a discharge needs an agreement (WIN-06, WIN-07, WIN-19).',
  meanings: {
    SHORT_NOTICE: 'The notice came after the cut-off for a call on its day.',
    LATE_CALL: 'It begins after the last call that is usually booked on the day of a discharge.',
  },
});
export const ConditionChangeWord = enumType(CONDITION_CHANGES, {
  name: 'ConditionChange',
  description: 'How somebody under discharge to assess has changed (ROUT-18).',
});
export const ReturnAnswerWord = enumType(RETURN_ANSWERS, {
  name: 'ReturnAnswer',
  description: 'What becomes of the plan of somebody who returns from hospital (ROUT-20).',
});
export const InabilityReasonWord = enumType(INABILITY_REASONS, {
  name: 'InabilityReason',
  description: 'Why the needs of somebody who returns from hospital can no longer be met (ROUT-20).',
});
export const TopUpStatusWord = enumType(TOP_UP_STATUSES, {
  name: 'TopUpStatus',
  description: 'How far the agreement of a third party has come (AWRD-11).',
});
export const ExceptionOutcomeWord = enumType(EXCEPTION_OUTCOMES, {
  name: 'ExceptionOutcome',
  description: 'What the council decided of exceptional circumstances (CHOI-06).',
});
