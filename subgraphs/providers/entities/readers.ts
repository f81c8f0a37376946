import { COUNCIL_ROLES, PROVIDER_ROLES, type Role } from '../../../kernel/identity/caller.js';

/** Who may ask for what every council may know of a provider, and the provider of itself. */
export const EVERYBODY: Role[] = [...COUNCIL_ROLES, ...PROVIDER_ROLES, 'operator'];

/** Who may ask for prices and terms: a council for its own, a provider for its own (IDG-26). */
export const COMMERCIAL: Role[] = ['broker', 'commissioner', 'contract-officer', 'provider-user', 'rostering'];

/** Who works with the register of providers. */
export const REGISTER: Role[] = ['operator', 'contract-officer'];
