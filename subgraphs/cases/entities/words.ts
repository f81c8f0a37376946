import { enumType } from '../../../kernel/graphql/enum-type.js';
import {
  ACTIVITIES,
  CARE_TYPES,
  NIGHT_TYPES,
  SERVICE_USER_GROUPS,
  URGENCIES,
  VARIATION_INITIATORS,
  WEEKDAYS,
} from '../../../schema/events/cases.js';
import { AUTHORITIES, CONTACT_ROLES } from '../rules/people/contacts.js';
import { END_OF_LIFE_CATEGORIES } from '../rules/people/end-of-life.js';
import { CLOSURE_REASONS } from '../rules/placements/ending.js';
import { PLACEMENT_STATES } from '../rules/placements/placement-states.js';
import { CARE_PLAN_STATUSES } from '../rules/plans/care-plan.js';
import { COMMISSIONING_BODIES } from '../rules/requests/commissioner.js';
import { D2A_PURPOSES } from '../rules/requests/discharge-passport.js';
import { PACKAGE_STATES } from '../rules/requests/package-states.js';
import { PANEL_OUTCOMES, PANEL_PURPOSES } from '../rules/requests/panel-decision.js';
import { DOCUMENT_KINDS } from '../rules/requests/referral-documents.js';
import { EXCLUDED_REQUEST_TYPES, FUNDINGS, SERVICE_TYPES } from '../rules/requests/request-type.js';
import { RECORDED_KINDS } from '../rules/variations/variation.js';
import { VARIATION_STATES } from '../rules/variations/variation-states.js';

/** The words of the field that clients choose from or are shown. */

export const COHORTS = ['ADULT', 'CYP'] as const;
export const CARER_GENDERS = ['FEMALE', 'MALE'] as const;
export const LAS_CHANNELS = ['WORK_TRAY', 'CASE_NOTIFICATION'] as const;
export const REQUEST_FORMS = ['SRF', 'RRF'] as const;
export const CONTACT_ROUTES = ['TELEPHONE', 'TEXT', 'EMAIL', 'POST'] as const;
/** What may be opened of a case: the person's own record, or one of the documents. */
export const OPENED = ['PERSON', ...DOCUMENT_KINDS] as const;
export type Opened = (typeof OPENED)[number];

export const PackageStateWord = enumType(PACKAGE_STATES, {
  name: 'PackageState',
  description: 'Where a package stands (SM-1).',
});
export const PlacementStateWord = enumType(PLACEMENT_STATES, {
  name: 'PlacementState',
  description: 'Where a placement stands (SM-4).',
});
export const CareTypeWord = enumType(CARE_TYPES, {
  name: 'CareType',
  description: 'Kind of care by which prices are set (ASM-28).',
});
export const UrgencyWord = enumType(URGENCIES, { name: 'Urgency', description: 'How fast care is needed.' });
export const GroupWord = enumType(SERVICE_USER_GROUPS, {
  name: 'ServiceUserGroup',
  description: 'Service-user groups (ASM-18).',
});
export const ActivityWord = enumType(ACTIVITIES, { name: 'Activity', description: 'What is done in a call.' });
export const WeekdayWord = enumType(WEEKDAYS, { name: 'Weekday', description: 'A day of the week.' });
export const NightWord = enumType(NIGHT_TYPES, { name: 'NightType', description: 'Kind of night service.' });
export const CohortWord = enumType(COHORTS, {
  name: 'Cohort',
  description: 'Adults, or children and young people (IDG-11).',
});
export const CarerGenderWord = enumType(CARER_GENDERS, {
  name: 'CarerGender',
  description: 'Gender of carer that is asked for.',
});
export const ServiceTypeWord = enumType(SERVICE_TYPES, {
  name: 'ServiceType',
  description: 'What the brokerage team sources (ASM-02).',
});
export const RequestTypeWord = enumType([...SERVICE_TYPES, ...EXCLUDED_REQUEST_TYPES], {
  name: 'RequestType',
  description: 'What a request may ask for; what is no service type is refused here and arranged elsewhere (ASM-01).',
});
export const FundingWord = enumType(FUNDINGS, { name: 'Funding', description: 'How the care is paid for (ASM-19).' });
export const CommissionerWord = enumType(COMMISSIONING_BODIES, {
  name: 'CommissioningBody',
  description: 'For whom a package is placed (IDG-12).',
});
export const D2aPurposeWord = enumType(D2A_PURPOSES, {
  name: 'D2aPurpose',
  description: 'What a discharge to assess is for (ASM-26).',
});
export const PanelPurposeWord = enumType(PANEL_PURPOSES, {
  name: 'PanelPurpose',
  description: 'What the panel is asked to agree to (ASM-04).',
});
export const PanelOutcomeWord = enumType(PANEL_OUTCOMES, {
  name: 'PanelOutcome',
  description: "The panel's answer (ASM-04).",
});
export const RequestFormWord = enumType(REQUEST_FORMS, {
  name: 'RequestForm',
  description: 'Service or residential request form (ASM-05, ASM-06).',
});
export const CarePlanStatusWord = enumType(CARE_PLAN_STATUSES, {
  name: 'CarePlanStatus',
  description: 'Where a care plan stands (ASM-10, ASM-12).',
});
export const EndOfLifeWord = enumType(END_OF_LIFE_CATEGORIES, {
  name: 'EndOfLifeCategory',
  description: 'Why death is likely within a year (ASM-27).',
});
export const ContactRoleWord = enumType(CONTACT_ROLES, {
  name: 'ContactRole',
  description: 'Who somebody is to the person (IDG-09).',
});
export const ContactAuthorityWord = enumType(AUTHORITIES, {
  name: 'ContactAuthority',
  description: 'What a contact may be asked (IDG-09).',
});
export const ContactRouteWord = enumType(CONTACT_ROUTES, {
  name: 'ContactRouteKind',
  description: 'A way to reach a contact.',
});
export const DocumentKindWord = enumType(DOCUMENT_KINDS, {
  name: 'DocumentKind',
  description: 'A document of the referral (ASM-15).',
});
export const OpenedWord = enumType(OPENED, { name: 'OpenedDocument', description: 'What of a case was opened.' });
export const ClosureReasonWord = enumType(CLOSURE_REASONS, {
  name: 'ClosureReason',
  description: 'Why a placement ended (AWRD-12).',
});
export const LasChannelWord = enumType(LAS_CHANNELS, {
  name: 'LasChannel',
  description: 'How LAS hands something to the brokerage team (ASM-36).',
});
export const VariationKindWord = enumType(RECORDED_KINDS, {
  name: 'VariationKind',
  description: 'What a variation does to a placement (SM-6).',
});
export const VariationStateWord = enumType(VARIATION_STATES, {
  name: 'VariationState',
  description: 'Where a variation stands (SM-6).',
});
export const VariationInitiatorWord = enumType(VARIATION_INITIATORS, {
  name: 'VariationInitiator',
  description: 'Who began a variation (VAR-15).',
});
