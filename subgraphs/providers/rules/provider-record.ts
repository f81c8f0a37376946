import { parsePostcode } from '../../../kernel/postcode.js';
import type { Refusal } from '../../../kernel/refusal.js';
import type { ServiceUserGroup } from '../../../schema/events/cases.js';

/** PROV-13; the category decides the rules for choice, vacancies and emergencies. */
export const PROVIDER_CATEGORIES = [
  'HOME_SUPPORT',
  'CARE_HOME_WITH_NURSING',
  'CARE_HOME_WITHOUT_NURSING',
  'CARE_AND_SUPPORT_SUPPORTED_LIVING',
] as const;
export type ProviderCategory = (typeof PROVIDER_CATEGORIES)[number];

/** Posts that a provider fills; the hub holds that they are filled, never by whom. */
export const PROVIDER_POSTS = ['REGISTERED_MANAGER', 'DEPUTY_MANAGER', 'RESPONSIBLE_OFFICER'] as const;
export type ProviderPost = (typeof PROVIDER_POSTS)[number];

export const CONTACT_ROUTES = ['OFFICE', 'OUT_OF_HOURS', 'ON_CALL'] as const;
export type ContactRoute = (typeof CONTACT_ROUTES)[number];

/** Of the organisation's line or mailbox, not a person's. */
export interface Contact {
  readonly telephone: string | null;
  readonly email: string | null;
}

/** The parts of a provider's record that are its own; ratings, memberships, rates and capacity are held beside it. */
export interface ProviderRecord {
  readonly organisation: string;
  /** The location whose registration and ratings count. */
  readonly cqcLocationId: string;
  readonly postsFilled: readonly ProviderPost[];
  readonly offices: ReadonlyArray<{ readonly postcode: string }>;
  readonly contacts: ReadonlyArray<Contact & { readonly route: ContactRoute }>;
  readonly categories: readonly ProviderCategory[];
  readonly clientGroups: readonly ServiceUserGroup[];
  /** Patch codes or place names served. */
  readonly areas: readonly string[];
}

const TELEPHONE = /^\+?\d[\d ]{8,18}\d$/;
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/**
 * What a record lacks, one refusal a part [PROV-01; 002 ¶14.1, ¶17.1, ¶7.11]: `ORGANISATION_REQUIRED`,
 * `CQC_LOCATION_REQUIRED`, `POST_UNFILLED`, `OFFICE_REQUIRED`, `OFFICE_POSTCODE_INVALID`, `CONTACT_ROUTE_REQUIRED` for
 * each of office, out of hours and on call without a telephone number, `TELEPHONE_INVALID`, `EMAIL_INVALID`,
 * `CLIENT_GROUP_REQUIRED`, `AREA_REQUIRED`; and `CATEGORY_REQUIRED` [PROV-13; 000 ¶1].
 */
export function providerRecordRefusals(record: ProviderRecord): readonly Refusal[] {
  const refusals: Refusal[] = [];
  const refuse = (when: boolean, code: string, message: string, field: string, rule = 'PROV-01') => {
    if (when) refusals.push({ rule, code, message, field });
  };
  refuse(!record.organisation.trim(), 'ORGANISATION_REQUIRED', 'A provider has a name.', 'organisation');
  refuse(!record.cqcLocationId.trim(), 'CQC_LOCATION_REQUIRED', 'A provider names its CQC location.', 'cqcLocationId');
  for (const post of PROVIDER_POSTS) {
    refuse(!record.postsFilled.includes(post), 'POST_UNFILLED', `A provider has a ${inWords(post)}.`, 'postsFilled');
  }
  refuse(record.offices.length === 0, 'OFFICE_REQUIRED', 'A provider has at least one office.', 'offices');
  for (const [index, { postcode }] of record.offices.entries()) {
    const message = 'An office has a whole UK postcode, such as BR1 1AB.';
    refuse(!parsePostcode(postcode), 'OFFICE_POSTCODE_INVALID', message, `offices[${index}].postcode`);
  }
  for (const route of CONTACT_ROUTES) {
    const reached = record.contacts.some((contact) => contact.route === route && contact.telephone !== null);
    const message = `A provider can be telephoned by the route ${inWords(route)}.`;
    refuse(!reached, 'CONTACT_ROUTE_REQUIRED', message, 'contacts');
  }
  for (const [index, contact] of record.contacts.entries()) {
    refusals.push(...contactRefusals(contact, `contacts[${index}]`));
  }
  refuse(
    record.categories.length === 0,
    'CATEGORY_REQUIRED',
    `A provider has at least one category: ${PROVIDER_CATEGORIES.join(', ')}.`,
    'categories',
    'PROV-13',
  );
  refuse(
    record.clientGroups.length === 0,
    'CLIENT_GROUP_REQUIRED',
    'A provider serves at least one group.',
    'clientGroups',
  );
  refuse(record.areas.length === 0, 'AREA_REQUIRED', 'A provider serves at least one area.', 'areas');
  return refusals;
}

/** Refuses a telephone number or an e-mail address that cannot be one. [PROV-01] */
export function contactRefusals({ telephone, email }: Contact, field: string): readonly Refusal[] {
  const refusals: Refusal[] = [];
  if (telephone !== null && !TELEPHONE.test(telephone)) {
    const message = 'A telephone number has 10 to 20 digits and spaces, with + before a country code.';
    refusals.push({ rule: 'PROV-01', code: 'TELEPHONE_INVALID', message, field: `${field}.telephone` });
  }
  if (email !== null && !EMAIL.test(email)) {
    const message = 'An e-mail address has the form name@domain.';
    refusals.push({ rule: 'PROV-01', code: 'EMAIL_INVALID', message, field: `${field}.email` });
  }
  return refusals;
}

function inWords(code: string): string {
  return code.toLowerCase().replaceAll('_', ' ');
}
