import { enumType } from '../../../../kernel/graphql/enum-type.js';
import { GROUNDS } from '../../rules/people/access.js';
import { AUTHORITIES, CONTACT_ROLES } from '../../rules/people/contacts.js';
import { END_OF_LIFE_CATEGORIES } from '../../rules/people/end-of-life.js';
import { DOCUMENT_KINDS } from '../../rules/requests/referral-documents.js';

/** The words of people that clients choose from or are shown. */

export const COHORTS = ['ADULT', 'CYP'] as const;
export const CONTACT_ROUTES = ['TELEPHONE', 'TEXT', 'EMAIL', 'POST'] as const;
/** The parts of a case that may be opened: the person's own record, or one of the documents. */
export const OPENED = ['PERSON', ...DOCUMENT_KINDS] as const;
export type Opened = (typeof OPENED)[number];
export const CohortWord = enumType(COHORTS, {
  name: 'Cohort',
  description: 'Adults, or children and young people (IDG-11).',
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
export const OpenedWord = enumType(OPENED, { name: 'OpenedDocument', description: 'Which part of a case was opened.' });
export const GroundWord = enumType(GROUNDS, {
  name: 'DisclosureGround',
  description:
    'Why something was shown: to its provider once awarded or while it delivers, to an invitee that asked for the request form, or to its council (IDG-04, IDG-16).',
});
