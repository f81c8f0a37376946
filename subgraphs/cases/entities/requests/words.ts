import { enumType } from '../../../../kernel/graphql/enum-type.js';
import {
  ACTIVITIES,
  BUDGET_CHANGES,
  CARE_TYPES,
  CONTRACT_BASES,
  CONTRACT_BASIS_MEANINGS,
  FUNDING_MEANINGS,
  FUNDINGS,
  HOME_EQUIPMENT,
  LANGUAGES,
  NIGHT_TYPES,
  SERVICE_TYPE_MEANINGS,
  SERVICE_TYPES,
  SERVICE_USER_GROUPS,
  SKILLS,
  URGENCIES,
  WEEKDAYS,
} from '../../../../schema/events/cases.js';
import { CALL_OFF_ROUTES } from '../../../../schema/events/tenders.js';
import { COMMISSIONING_BODIES } from '../../rules/requests/commissioner.js';
import { D2A_PURPOSES } from '../../rules/requests/discharge-passport.js';
import { PACKAGE_STATES, PACKAGE_WARNINGS } from '../../rules/requests/package-states.js';
import { PANEL_OUTCOMES, PANEL_PURPOSES } from '../../rules/requests/panel-decision.js';
import { EXCLUDED_REQUEST_TYPES, EXCLUDED_TYPE_MEANINGS } from '../../rules/requests/request-type.js';
import { BUDGET_SIDES } from '../../rules/requests/starter-budget.js';

/** The words of requests and packages that clients choose from or are shown. */

export const CARER_GENDERS = ['FEMALE', 'MALE'] as const;
export const LAS_CHANNELS = ['WORK_TRAY', 'CASE_NOTIFICATION'] as const;
export const REQUEST_FORMS = ['SRF', 'RRF'] as const;
export const PackageStateWord = enumType(PACKAGE_STATES, {
  name: 'PackageState',
  description: 'Where a package stands (SM-1).',
});
export const PackageWarningWord = enumType(PACKAGE_WARNINGS, {
  name: 'PackageWarning',
  description: 'What a broker should look at in a package (WIN-19).',
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
export const CarerGenderWord = enumType(CARER_GENDERS, {
  name: 'CarerGender',
  description: 'Gender of carer that is asked for.',
});
export const SkillWord = enumType(SKILLS, {
  name: 'Skill',
  description: 'What a worker is trained for beyond everyday care.',
});
export const LanguageWord = enumType(LANGUAGES, {
  name: 'Language',
  description: 'A language that is spoken at home, as an ISO 639 code; bfi is British Sign Language.',
});
export const ContractBasisWord = enumType(CONTRACT_BASES, {
  name: 'ContractBasis',
  description: 'How a council buys a place in a home (ASM-09).',
  meanings: CONTRACT_BASIS_MEANINGS,
});
export const HomeEquipmentWord = enumType(HOME_EQUIPMENT, {
  name: 'HomeEquipment',
  description: 'What a home must have for somebody (ASM-06).',
});
export const ServiceTypeWord = enumType(SERVICE_TYPES, {
  name: 'ServiceType',
  description: 'What the brokerage team sources (ASM-02).',
  meanings: SERVICE_TYPE_MEANINGS,
});
export const RequestTypeWord = enumType([...SERVICE_TYPES, ...EXCLUDED_REQUEST_TYPES], {
  name: 'RequestType',
  description:
    'What a request may ask for. Whatever is not a service type is refused here and arranged elsewhere (ASM-01).',
  meanings: { ...SERVICE_TYPE_MEANINGS, ...EXCLUDED_TYPE_MEANINGS },
});
export const FundingWord = enumType(FUNDINGS, {
  name: 'Funding',
  description: 'How the care is paid for (ASM-19, PAY-04).',
  meanings: FUNDING_MEANINGS,
});
export const CommissionerWord = enumType(COMMISSIONING_BODIES, {
  name: 'CommissioningBody',
  description: 'A body that a package is placed for (IDG-12).',
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
export const BudgetChangeWord = enumType(BUDGET_CHANGES, {
  name: 'BudgetChange',
  description: 'What was done about a starter budget (ASM-23).',
});
export const BudgetSideWord = enumType(BUDGET_SIDES, {
  name: 'BudgetSide',
  description: 'A side that must find a budget realistic (ASM-23).',
});
export const RequestFormWord = enumType(REQUEST_FORMS, {
  name: 'RequestForm',
  description: 'Service or residential request form (ASM-05, ASM-06).',
});
export const LasChannelWord = enumType(LAS_CHANNELS, {
  name: 'LasChannel',
  description: 'How LAS hands something to the brokerage team (ASM-36).',
});
export const CallOffRouteWord = enumType(CALL_OFF_ROUTES, {
  name: 'CallOffRoute',
  description: 'How a provider is sought (ROUT-01).',
});
