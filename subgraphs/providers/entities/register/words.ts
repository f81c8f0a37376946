import { enumType } from '../../../../kernel/graphql/enum-type.js';
import { SERVICE_USER_GROUPS, SKILLS } from '../../../../schema/events/cases.js';
import { SHUT_OUT_REASONS } from '../../../../schema/events/providers.js';
import { FEEDS } from '../../../../schema/feeds.js';
import { CONTACT_ROUTES } from '../../rules/register/contact.js';
import { PROVIDER_CATEGORIES, PROVIDER_POSTS } from '../../rules/register/provider-record.js';

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
export const SkillWord = enumType(SKILLS, {
  name: 'Skill',
  description: 'What a worker is trained for beyond everyday care.',
});
export const ShutOutReasonWord = enumType(SHUT_OUT_REASONS, {
  name: 'ShutOutReason',
  description: 'Why a provider no longer sees what a council publishes (SM-5, PROV-02).',
});
export const RegisterFeedEventWord = enumType(FEEDS.registerFeed.types, {
  name: 'RegisterFeedEvent',
  description: 'What the register of providers tells of.',
});
