import { parsePostcode } from '../../../../kernel/values/postcode.js';
import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';
import type { ServiceUserGroup, Skill } from '../../../../schema/events/cases.js';
import { PROVIDER_CATEGORIES, type ProviderCategory } from '../../../../schema/events/providers.js';
import { CONTACT_ROUTES, contactRefusals, type RoutedContact } from './contact.js';

export { PROVIDER_CATEGORIES, type ProviderCategory };

/** Posts that a provider fills; the hub holds that they are filled, never by whom. */
export const PROVIDER_POSTS = ['REGISTERED_MANAGER', 'DEPUTY_MANAGER', 'RESPONSIBLE_OFFICER'] as const;
export type ProviderPost = (typeof PROVIDER_POSTS)[number];

/** The parts of a provider's record that are its own; ratings, memberships, rates and capacity are held beside it. */
export interface ProviderRecord {
  /** Of the organisation. */
  readonly name: string;
  /** The location whose registration and ratings count. */
  readonly cqcLocationId: string;
  readonly postsFilled: readonly ProviderPost[];
  readonly offices: ReadonlyArray<{ readonly postcode: string }>;
  readonly contacts: readonly RoutedContact[];
  readonly categories: readonly ProviderCategory[];
  readonly groups: readonly ServiceUserGroup[];
  /** What its workers are trained for. */
  readonly skills: readonly Skill[];
  /** Patch codes or place names served. */
  readonly areas: readonly string[];
}

/** Bounds of one record: the largest provider's fits well within them. */
export const MOST_ENTRIES = 100;
export const LONGEST_TEXT = 200;

/**
 * A record as it is kept: every word once, texts without blanks around them, postcodes in their usual spelling. A part
 * at fault stays as it was, for `providerRecordRefusals` to name.
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
    skills: [...new Set(record.skills)],
    areas: texts(record.areas),
  };
}

/** Refuses `POST_UNFILLED` for each vacant post: a provider comes on the register with every post filled [PROV-01; 002 ¶17.1]. */
export function postsRefusals({ postsFilled }: Pick<ProviderRecord, 'postsFilled'>): readonly Refusal[] {
  return PROVIDER_POSTS.filter((post) => !postsFilled.includes(post)).map((post) =>
    refuse('PROV-01', 'POST_UNFILLED', `A provider has a ${inWords(post)}.`, 'postsFilled'),
  );
}

/** Refuses `ALREADY_ON_REGISTER` for a CQC location that some provider already holds [PROV-01]. */
export function alreadyOnRegisterRefusal(isHeld: boolean): Refusal | undefined {
  if (!isHeld) return undefined;
  const message = 'A CQC location is on the register once; this one is already there.';
  return refuse('PROV-01', 'ALREADY_ON_REGISTER', message, 'cqcLocationId');
}

/**
 * Refuses each part that a record lacks or that cannot be right: `ORGANISATION_REQUIRED`, `CQC_LOCATION_REQUIRED`,
 * `OFFICE_REQUIRED`, `OFFICE_POSTCODE_INVALID`, `CONTACT_ROUTE_REQUIRED` for each of office, out of hours and on call
 * that has no telephone number, `TELEPHONE_INVALID`, `EMAIL_INVALID`, `CLIENT_GROUP_REQUIRED`, `AREA_REQUIRED`;
 * `CATEGORY_REQUIRED`; and `LIST_TOO_LONG` or `TEXT_INVALID` beyond the bounds.
 *
 * `postsRefusals` asks whether the posts are filled: a post may fall vacant, and the record must be able to say so.
 * [PROV-01, PROV-13; 002 ¶14.1, ¶17.1, ¶7.11, 000 ¶1]
 */
export function providerRecordRefusals(record: ProviderRecord): readonly Refusal[] {
  const refusals: Refusal[] = [];
  const refuseIf = (when: boolean, code: string, message: string, field: string, rule = 'PROV-01') => {
    if (when) refusals.push(refuse(rule, code, message, field));
  };
  refuseIf(!record.name.trim(), 'ORGANISATION_REQUIRED', 'A provider has a name.', 'name');
  refuseIf(
    !record.cqcLocationId.trim(),
    'CQC_LOCATION_REQUIRED',
    'A provider names its CQC location.',
    'cqcLocationId',
  );
  refuseIf(record.offices.length === 0, 'OFFICE_REQUIRED', 'A provider has at least one office.', 'offices');
  for (const [index, { postcode }] of record.offices.entries()) {
    const message = 'An office has a whole UK postcode, such as BR1 1AB.';
    refuseIf(!parsePostcode(postcode), 'OFFICE_POSTCODE_INVALID', message, `offices[${index}].postcode`);
  }
  for (const route of CONTACT_ROUTES) {
    const reached = record.contacts.some((contact) => contact.route === route && contact.telephone !== null);
    const message = `A provider can be telephoned by the route ${inWords(route)}.`;
    refuseIf(!reached, 'CONTACT_ROUTE_REQUIRED', message, 'contacts');
  }
  for (const [index, contact] of record.contacts.entries()) {
    refusals.push(...contactRefusals(contact, `contacts[${index}]`));
  }
  refuseIf(
    record.categories.length === 0,
    'CATEGORY_REQUIRED',
    `A provider has at least one category: ${PROVIDER_CATEGORIES.join(', ')}.`,
    'categories',
    'PROV-13',
  );
  refuseIf(record.groups.length === 0, 'CLIENT_GROUP_REQUIRED', 'A provider serves at least one group.', 'groups');
  refuseIf(record.areas.length === 0, 'AREA_REQUIRED', 'A provider serves at least one area.', 'areas');
  return [...refusals, ...boundsRefusals(record)];
}

function boundsRefusals(record: ProviderRecord): readonly Refusal[] {
  const lists = ['offices', 'contacts', 'skills', 'areas'] as const;
  const texts: ReadonlyArray<readonly [field: string, text: string]> = [
    ['name', record.name],
    ...record.areas.map((area, index) => [`areas[${index}]`, area] as const),
  ];
  return [
    ...lists
      .filter((list) => record[list].length > MOST_ENTRIES)
      .map((list) => refuse('PROV-01', 'LIST_TOO_LONG', `A list has at most ${MOST_ENTRIES} entries.`, list)),
    ...texts
      // A name that is missing has been refused as such.
      .filter(([field, text]) => text.length > LONGEST_TEXT || (!text.trim() && field !== 'name'))
      .map(([field]) => refuse('PROV-01', 'TEXT_INVALID', `A text has 1 to ${LONGEST_TEXT} characters.`, field)),
  ];
}

function inWords(code: string): string {
  return code.toLowerCase().replaceAll('_', ' ');
}
