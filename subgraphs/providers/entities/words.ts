import { enumType } from '../../../kernel/graphql/enum-type.js';
import { WEEKDAYS } from '../../../kernel/time/working-time.js';
import { statesOf } from '../../../kernel/values/state-table.js';
import { CARE_TYPES, SERVICE_USER_GROUPS } from '../../../schema/events/cases.js';
import { AGE_BANDS, VEHICLES } from '../../../schema/events/providers.js';
import { GATE_PURPOSES, RATINGS } from '../../../schema/policy.js';
import { IMPROVEMENT_PLAN_STATES } from '../rules/cqc/improvement-plan.js';
import { RATED_ITEMS } from '../rules/cqc/ratings.js';
import { ALERT_MONITORS } from '../rules/hours/alert-resource.js';
import { TIME_BANDS } from '../rules/hours/capacity-statement.js';
import { MEMBERSHIP } from '../rules/membership/membership.js';
import { RATE_KINDS } from '../rules/rates/rates.js';
import { CONTACT_ROUTES, PROVIDER_CATEGORIES, PROVIDER_POSTS } from '../rules/register/provider-record.js';

/** The lists of words that the providers' public types use. */

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
export const GateAnswerWord = enumType(['ALLOW', 'WARN', 'BLOCK'], {
  name: 'GateAnswer',
  description: 'Whether a provider may be used for a purpose (PROV-08).',
});
export const VehicleWord = enumType(VEHICLES, {
  name: 'Vehicle',
  description: 'The contract vehicle that a provider is a member of (PROV-12).',
});
export const MembershipStatusWord = enumType(statesOf(MEMBERSHIP), {
  name: 'MembershipStatus',
  description: 'Where a membership stands (SM-5).',
});
export const CategoryWord = enumType(PROVIDER_CATEGORIES, {
  name: 'ProviderCategory',
  description: 'What kind of care a provider gives (PROV-13).',
});
export const PostWord = enumType(PROVIDER_POSTS, {
  name: 'ProviderPost',
  description: 'Posts that a provider fills; the hub holds that they are filled, not by whom (PROV-01).',
});
export const ContactRouteWord = enumType(CONTACT_ROUTES, {
  name: 'ProviderContactRoute',
  description: 'When a contact of a provider is answered (PROV-01).',
});
export const ServiceUserGroupWord = enumType(SERVICE_USER_GROUPS, {
  name: 'ServiceUserGroup',
  description: 'Groups of people that care is for (ASM-18).',
});
export const CareTypeWord = enumType(CARE_TYPES, { name: 'CareType', description: 'Types of care (ASM-28).' });
export const WeekdayWord = enumType(WEEKDAYS, { name: 'Weekday', description: 'A day of the week.' });
export const AlertMonitorWord = enumType(ALERT_MONITORS, {
  name: 'AlertMonitor',
  description: 'Who of a provider watches over alerts (DEL-22).',
});
export const TimeBandWord = enumType(TIME_BANDS, {
  name: 'TimeBand',
  description: 'Parts of a day in London: 07-11, 11-15, 15-19, 19-23 and 23-07.',
});
export const RateKindWord = enumType(RATE_KINDS, { name: 'RateKind', description: 'What a rate is for (PROV-32).' });
export const ImprovementPlanStateWord = enumType(IMPROVEMENT_PLAN_STATES, {
  name: 'ImprovementPlanState',
  description: 'Where an improvement plan stands (PROV-05).',
});
