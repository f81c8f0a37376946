import { contentHash } from '../../../../kernel/values/content-hash.js';
import { parsePostcode } from '../../../../kernel/values/postcode.js';
import type { Refusal } from '../../../../kernel/values/refusal.js';
import type { ServiceUserGroup } from '../../../../schema/events/cases.js';

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
  /** Of the organisation. */
  readonly name: string;
  /** The location whose registration and ratings count. */
  readonly cqcLocationId: string;
  readonly postsFilled: readonly ProviderPost[];
  readonly offices: ReadonlyArray<{ readonly postcode: string }>;
  readonly contacts: ReadonlyArray<Contact & { readonly route: ContactRoute }>;
  readonly categories: readonly ProviderCategory[];
  readonly groups: readonly ServiceUserGroup[];
  /** What its workers are trained for. */
  readonly skills: readonly string[];
  /** Patch codes or place names served. */
  readonly areas: readonly string[];
}

const TELEPHONE = /^\+?\d[\d ]{8,18}\d$/;
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** Bounds of one record: the largest provider's fits well within them. */
export const MOST_ENTRIES = 100;
export const LONGEST_TEXT = 200;

/**
 * A record as it is kept: every word once, texts without blanks around them, postcodes in their usual spelling. What
 * is at fault stays as it was, for `providerRecordRefusals` to say.
 */
export function tidyRecord(record: ProviderRecord): ProviderRecord {
  const texts = (list: readonly string[]) => [...new Set(list.map((text) => text.trim()))];
  return {
    name: record.name.trim(),
    cqcLocationId: record.cqcLocationId.trim().toUpperCase(),
    postsFilled: [...new Set(record.postsFilled)],
    offices: record.offices.map(({ postcode }) => ({ postcode: parsePostcode(postcode)?.full ?? postcode })),
    contacts: record.contacts.map(({ route, telephone, email }) => ({ route, telephone, email })),
    categories: [...new Set(record.categories)],
    groups: [...new Set(record.groups)],
    skills: texts(record.skills),
    areas: texts(record.areas),
  };
}

/** Refuses `POST_UNFILLED` for each post without a holder, which nobody is put on the register with [PROV-01; 002 ¶17.1]. */
export function postsRefusals({ postsFilled }: Pick<ProviderRecord, 'postsFilled'>): readonly Refusal[] {
  return PROVIDER_POSTS.filter((post) => !postsFilled.includes(post)).map((post) => ({
    rule: 'PROV-01',
    code: 'POST_UNFILLED',
    message: `A provider has a ${inWords(post)}.`,
    field: 'postsFilled',
  }));
}

/**
 * What a record lacks, one refusal a part [PROV-01; 002 ¶14.1, ¶17.1, ¶7.11]: `ORGANISATION_REQUIRED`,
 * `CQC_LOCATION_REQUIRED`, `OFFICE_REQUIRED`, `OFFICE_POSTCODE_INVALID`, `CONTACT_ROUTE_REQUIRED` for each of office,
 * out of hours and on call without a telephone number, `TELEPHONE_INVALID`, `EMAIL_INVALID`, `CLIENT_GROUP_REQUIRED`,
 * `AREA_REQUIRED`; `CATEGORY_REQUIRED` [PROV-13; 000 ¶1]; and `LIST_TOO_LONG` or `TEXT_INVALID` beyond the bounds.
 *
 * That the posts are filled is asked of `postsRefusals`: a post may fall vacant, and the record must be able to say so.
 */
export function providerRecordRefusals(record: ProviderRecord): readonly Refusal[] {
  const refusals: Refusal[] = [];
  const refuse = (when: boolean, code: string, message: string, field: string, rule = 'PROV-01') => {
    if (when) refusals.push({ rule, code, message, field });
  };
  refuse(!record.name.trim(), 'ORGANISATION_REQUIRED', 'A provider has a name.', 'name');
  refuse(!record.cqcLocationId.trim(), 'CQC_LOCATION_REQUIRED', 'A provider names its CQC location.', 'cqcLocationId');
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
  refuse(record.groups.length === 0, 'CLIENT_GROUP_REQUIRED', 'A provider serves at least one group.', 'groups');
  refuse(record.areas.length === 0, 'AREA_REQUIRED', 'A provider serves at least one area.', 'areas');
  return [...refusals, ...boundsRefusals(record)];
}

function boundsRefusals(record: ProviderRecord): readonly Refusal[] {
  const lists = ['offices', 'contacts', 'skills', 'areas'] as const;
  const texts: ReadonlyArray<readonly [field: string, text: string]> = [
    ['name', record.name],
    ...record.skills.map((skill, index) => [`skills[${index}]`, skill] as const),
    ...record.areas.map((area, index) => [`areas[${index}]`, area] as const),
  ];
  return [
    ...lists
      .filter((list) => record[list].length > MOST_ENTRIES)
      .map((list) => ({
        rule: 'PROV-01',
        code: 'LIST_TOO_LONG',
        message: `A list has at most ${MOST_ENTRIES} entries.`,
        field: list,
      })),
    ...texts
      // A name that is missing has been refused as such.
      .filter(([field, text]) => text.length > LONGEST_TEXT || (!text.trim() && field !== 'name'))
      .map(([field]) => ({
        rule: 'PROV-01',
        code: 'TEXT_INVALID',
        message: `A text has 1 to ${LONGEST_TEXT} characters.`,
        field,
      })),
  ];
}

/** A part of the record that an amendment changed, as the event log keeps it. */
export interface ChangedPart {
  readonly part: keyof ProviderRecord;
  readonly before: unknown;
  readonly after: unknown;
}

/** Stands in for contacts: an organisation's mailbox may bear somebody's name. */
export const WITHHELD = '(withheld)';

/** What an amendment changed, part by part, for the audit trail [PROV-01, IDG-16]; nothing where both say the same. */
export function changedParts(before: ProviderRecord, after: ProviderRecord): readonly ChangedPart[] {
  return (Object.keys(after) as Array<keyof ProviderRecord>)
    .filter((part) => contentHash({ is: before[part] }) !== contentHash({ is: after[part] }))
    .map((part) =>
      part === 'contacts'
        ? { part, before: WITHHELD, after: WITHHELD }
        : { part, before: before[part], after: after[part] },
    );
}

/** Refuses a telephone number or an e-mail address that cannot be one. [PROV-01] */
export function contactRefusals({ telephone, email }: Contact, field: string): readonly Refusal[] {
  const refusals: Refusal[] = [];
  if (telephone !== null && !TELEPHONE.test(telephone)) {
    const message = 'A telephone number has 10 to 20 digits and spaces, with + before a country code.';
    refusals.push({ rule: 'PROV-01', code: 'TELEPHONE_INVALID', message, field: `${field}.telephone` });
  }
  if (email !== null && (email.length > LONGEST_TEXT || !EMAIL.test(email))) {
    const message = 'An e-mail address has the form name@domain.';
    refusals.push({ rule: 'PROV-01', code: 'EMAIL_INVALID', message, field: `${field}.email` });
  }
  return refusals;
}

function inWords(code: string): string {
  return code.toLowerCase().replaceAll('_', ' ');
}
