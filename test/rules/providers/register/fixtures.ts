import { CONTACT_ROUTES } from '../../../../subgraphs/providers/rules/register/contact.js';
import type { ProviderRecord } from '../../../../subgraphs/providers/rules/register/provider-record.js';

/** A complete record of a provider. */
export function aRecord(changes: Partial<ProviderRecord> = {}): ProviderRecord {
  return {
    name: 'Oakwood Home Care',
    cqcLocationId: '1-999000111',
    postsFilled: ['REGISTERED_MANAGER', 'DEPUTY_MANAGER', 'RESPONSIBLE_OFFICER'],
    offices: [{ postcode: 'BR1 1AB' }],
    contacts: CONTACT_ROUTES.map((route) => ({ route, telephone: '020 7946 0000', email: 'office@oakwood.example' })),
    categories: ['HOME_SUPPORT'],
    groups: ['OLDER_PEOPLE'],
    skills: ['PEG_FEEDING'],
    areas: ['East'],
    ...changes,
  };
}

/** Its contacts, each with these changes. */
export const contacts = (changes: object) => aRecord().contacts.map((contact) => ({ ...contact, ...changes }));
