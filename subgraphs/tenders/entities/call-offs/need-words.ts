import { enumType } from '../../../../kernel/graphql/enum-type.js';
import {
  ACTIVITIES,
  CARE_TYPES,
  CONTRACT_BASES,
  CONTRACT_BASIS_MEANINGS,
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

/** The words in which a need is told: the same lists as the other subgraphs show, for they are composed into one. */

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
export const SkillWord = enumType(SKILLS, {
  name: 'Skill',
  description: 'What a worker is trained for beyond everyday care.',
});
export const LanguageWord = enumType(LANGUAGES, {
  name: 'Language',
  description: 'A language that is spoken at home, as an ISO 639 code; bfi is British Sign Language.',
});
export const CarerGenderWord = enumType(['FEMALE', 'MALE'], {
  name: 'CarerGender',
  description: 'Gender of carer that is asked for.',
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
