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

/** Who may ask which open frameworks there are: those of a council that use or keep them, and who may apply. */
export const FRAMEWORK_READERS: readonly Role[] = [
  'broker',
  'commissioner',
  'contract-officer',
  'provider-user',
  'operator',
];

/** Who reads an application: those who evaluate it or answer for it, and its author. */
export const APPLICATION_READERS: readonly Role[] = ['contract-officer', 'commissioner', 'provider-user'];

/** Who reads how an application is evaluated: never its author, who is told the outcome. */
export const EVALUATION_READERS: readonly Role[] = ['contract-officer', 'commissioner'];

/** Who reads what a council arranges by itself, such as schemes, landlords and transfers: never a provider. */
export const COUNCIL_ONLY: readonly Role[] = ['broker', 'commissioner', 'contract-officer', 'operator'];
