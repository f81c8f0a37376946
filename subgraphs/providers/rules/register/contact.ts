import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';

export const CONTACT_ROUTES = ['OFFICE', 'OUT_OF_HOURS', 'ON_CALL'] as const;
export type ContactRoute = (typeof CONTACT_ROUTES)[number];

/** The line or mailbox of an organisation, not of a person. */
export interface Contact {
  readonly telephone: string | null;
  readonly email: string | null;
}

/** A contact and when it is answered. */
export type RoutedContact = Contact & { readonly route: ContactRoute };

/** A contact as clients give it: a line that is left out is none. */
export type GivenContact = Pick<RoutedContact, 'route'> & Partial<Contact>;

const TELEPHONE = /^\+?\d[\d ]{8,18}\d$/;
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const LONGEST_EMAIL = 200;

/** Contacts with null for each line that was left out. */
export function contactsOf(contacts: readonly GivenContact[]): RoutedContact[] {
  return contacts.map(({ route, telephone, email }) => ({ route, telephone: telephone ?? null, email: email ?? null }));
}

/** Refuses a telephone number or an e-mail address that cannot be one. [PROV-01] */
export function contactRefusals({ telephone, email }: Contact, field: string): readonly Refusal[] {
  const refusals: Refusal[] = [];
  if (telephone !== null && !TELEPHONE.test(telephone)) {
    const message = 'A telephone number has 10 to 20 digits and spaces, with + before a country code.';
    refusals.push(refuse('PROV-01', 'TELEPHONE_INVALID', message, `${field}.telephone`));
  }
  if (email !== null && (email.length > LONGEST_EMAIL || !EMAIL.test(email))) {
    const message = 'An e-mail address has the form name@domain.';
    refusals.push(refuse('PROV-01', 'EMAIL_INVALID', message, `${field}.email`));
  }
  return refusals;
}
