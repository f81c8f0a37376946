import { COUNCIL_ROLES, PROVIDER_ROLES, type Role } from '../../../kernel/identity/caller.js';

/** Who may ask for what every council may know of a provider, and what the provider may know of itself. */
export const EVERYBODY: readonly Role[] = [...COUNCIL_ROLES, ...PROVIDER_ROLES, 'operator'];

/** Who may ask for prices and terms: a council for its own, a provider for its own (IDG-26). */
export const COMMERCIAL: readonly Role[] = ['broker', 'commissioner', 'contract-officer', 'provider-user', 'rostering'];

/** Who of a council looks for a provider or a home, with what they cost. */
export const SOURCING: readonly Role[] = ['broker', 'commissioner', 'contract-officer'];

/** Who works with the register of providers. */
export const REGISTER: readonly Role[] = ['operator', 'contract-officer'];

/** Who reads a council's policy and who has access to it: operators of every council, its own people of theirs. */
export const COUNCIL_KEEPERS: readonly Role[] = ['operator', 'contract-officer', 'commissioner'];

/** Who declares a provider's hours and desks. Call monitoring is its credential too, and knows nothing of them (IDG-27). */
export const DECLARERS: readonly Role[] = PROVIDER_ROLES.filter((role) => role !== 'call-monitoring');
