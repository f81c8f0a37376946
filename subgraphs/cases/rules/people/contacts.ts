import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';

/** Who is around a person. [IDG-09; 002 ¶22.6, App E §3.2] */
export const CONTACT_ROLES = [
  'NEXT_OF_KIN',
  'NAMED_REPRESENTATIVE',
  'CARER',
  'FAMILY',
  'ADVOCATE',
  'WARDEN',
  'KEY_WORKER',
  'CARE_MANAGER',
] as const;
export type ContactRole = (typeof CONTACT_ROLES)[number];

export const AUTHORITIES = ['MAY_BE_INFORMED', 'MAY_DECIDE'] as const;
export type Authority = (typeof AUTHORITIES)[number];

export interface Contact {
  readonly role: ContactRole;
  /** 1 is tried first. */
  readonly order: number;
  readonly authority: Authority;
  readonly routes: ReadonlyArray<{ readonly kind: 'TELEPHONE' | 'TEXT' | 'EMAIL' | 'POST'; readonly value: string }>;
  /** How they want to be told, e.g. large print; null for no preference. */
  readonly preferredFormat: string | null;
}

/** A contact by name. */
export interface NamedContact extends Contact {
  readonly name: string;
}

/**
 * What keeps a list of contacts from being usable: somebody without a route to reach them, or two in the same place in
 * the order. [IDG-09]
 */
export function contactsRefusals(contacts: readonly Contact[]): Refusal[] {
  return contacts.flatMap((contact, index) => {
    const refusals: Refusal[] = [];
    if (!contact.routes.some((route) => route.value.trim() !== '')) {
      refusals.push(
        refuse(
          'IDG-09',
          'NO_ROUTE_OF_CONTACT',
          'Give at least one way to reach each contact.',
          `input.contacts.${index}.routes`,
        ),
      );
    }
    const isInOrder = Number.isInteger(contact.order) && contact.order >= 1;
    if (!isInOrder || contacts.findIndex((each) => each.order === contact.order) !== index) {
      refusals.push(
        refuse(
          'IDG-09',
          'ORDER_NOT_CLEAR',
          'Give each contact its own place in the order, from 1.',
          `input.contacts.${index}.order`,
        ),
      );
    }
    return refusals;
  });
}

/**
 * The contacts in the order in which they are tried: all who may be informed, or only those who may decide. [IDG-09]
 */
export function contactsFor<Of extends Contact>(contacts: readonly Of[], purpose: Authority): Of[] {
  return contacts
    .filter((contact) => purpose === 'MAY_BE_INFORMED' || contact.authority === 'MAY_DECIDE')
    .sort((a, b) => a.order - b.order);
}
