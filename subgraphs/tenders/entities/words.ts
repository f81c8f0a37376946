import { enumType } from '../../../kernel/graphql/enum-type.js';
import { statesOf } from '../../../kernel/values/state-table.js';
import {
  ACTIVITIES,
  CARE_TYPES,
  NIGHT_TYPES,
  SERVICE_USER_GROUPS,
  URGENCIES,
  WEEKDAYS,
} from '../../../schema/events/cases.js';
import { STAGES } from '../../../schema/events/tenders.js';
import { FEEDS } from '../../../schema/feeds.js';
import { bidStates } from '../rules/bids/bid-states.js';
import { callOffStates } from '../rules/call-offs/call-off-states.js';
import { ADVERT_STATES, STAGE_ENDINGS } from '../rules/invitations/advert-state.js';
import { AWARD_REFUSAL_REASONS } from '../rules/invitations/decline.js';
import { CALL_OFF_ROUTES } from '../rules/routes/route.js';

/** The words of the field that clients choose from or are shown. */

export const CALL_OFF_STATES = statesOf(callOffStates);
export const BID_STATES = statesOf(bidStates);
export const EXCEPTION_REASONS = ['SPECIALIST_NEED', 'SKILLS', 'GEOGRAPHY'] as const;
export const INVOLVED = ['PERSON', 'CARER', 'FAMILY', 'REPRESENTATIVE', 'ADVOCATE'] as const;
export const OUTCOMES = ['WON', 'UNSUCCESSFUL', 'NOT_YET_DECIDED', 'INELIGIBLE'] as const;
export const FIRST_CALL_TERMS = ['SAME_DAY', 'NEXT_MORNING', 'BY_AGREEMENT'] as const;
export const RESPONSE_SPEEDS = ['ON_TARGET', 'SLOWER_THAN_TARGET', 'REJECTED_LATE'] as const;

export const CallOffStateWord = enumType(CALL_OFF_STATES, {
  name: 'CallOffState',
  description: 'Where a call-off stands (SM-2).',
});
export const BidStateWord = enumType(BID_STATES, { name: 'BidState', description: 'Where a bid stands (SM-3).' });
export const RouteWord = enumType(CALL_OFF_ROUTES, {
  name: 'CallOffRoute',
  description: 'How a provider is sought (ROUT-01).',
});
export const StageWord = enumType(STAGES, { name: 'StageKind', description: 'Whom a stage asks (ROUT-03, ROUT-08).' });
export const StageEndingWord = enumType(STAGE_ENDINGS, {
  name: 'StageEnding',
  description: 'How a stage came to take no more answers.',
});
export const AdvertStateWord = enumType(ADVERT_STATES, {
  name: 'AdvertState',
  description: 'Whether those invited may still answer.',
});
export const DeclineReasonWord = enumType(AWARD_REFUSAL_REASONS, {
  name: 'DeclineReason',
  description: 'Why a provider says no; the last two only once it has the award (ROUT-13, AWRD-09).',
});
export const OutcomeWord = enumType(OUTCOMES, {
  name: 'BidOutcome',
  description: 'What a bidder is told of its own bid (WIN-02, AWRD-07).',
});
export const ExceptionReasonWord = enumType(EXCEPTION_REASONS, {
  name: 'ExceptionReason',
  description: 'Why the normal allocation is departed from (ROUT-09).',
});
export const InvolvedWord = enumType(INVOLVED, {
  name: 'InvolvedParty',
  description: "Who of the person's side took part in a decision (EVAL-11).",
});
export const FirstCallTermsWord = enumType(FIRST_CALL_TERMS, {
  name: 'FirstCallTerms',
  description: 'On what terms the first call after a discharge is taken (WIN-06, WIN-07).',
});
export const ResponseSpeedWord = enumType(RESPONSE_SPEEDS, {
  name: 'ResponseSpeed',
  description: 'How fast a discharge to assess was answered (WIN-05).',
});
export const CheckResultWord = enumType(['PASS', 'WARN', 'FAIL'], {
  name: 'CheckResult',
  description: 'The answer of one check (EVAL-01).',
});
export const FeedEventWord = enumType(FEEDS.callOffFeed.types, {
  name: 'CallOffEventType',
  description: 'What happened (NTF-01 to NTF-08, NTF-14, NTF-15, NTF-18, NTF-38).',
});

// The same lists as the other subgraphs show: they are composed into one.
export const UrgencyWord = enumType(URGENCIES, { name: 'Urgency', description: 'How fast care is needed.' });
export const CareTypeWord = enumType(CARE_TYPES, { name: 'CareType', description: 'Types of care (ASM-28).' });
export const GroupWord = enumType(SERVICE_USER_GROUPS, {
  name: 'ServiceUserGroup',
  description: 'Service-user groups (ASM-18).',
});
export const ActivityWord = enumType(ACTIVITIES, { name: 'Activity', description: 'What is done in a call.' });
export const WeekdayWord = enumType(WEEKDAYS, { name: 'Weekday', description: 'A day of the week.' });
export const NightWord = enumType(NIGHT_TYPES, { name: 'NightType', description: 'Kind of night service.' });
export const CohortWord = enumType(['ADULT', 'CYP'], {
  name: 'Cohort',
  description: 'Adults, or children and young people (IDG-11).',
});
export const CarerGenderWord = enumType(['FEMALE', 'MALE'], {
  name: 'CarerGender',
  description: 'Gender of carer that is asked for.',
});
