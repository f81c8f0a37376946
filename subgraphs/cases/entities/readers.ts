import { ROLES, type Role } from '../../../kernel/identity/caller.js';
import { mayRead, type Sensitivity } from '../rules/people/access.js';

/**
 * The roles that may ever read facts of this sensitivity; which rows each then finds, row-level security says. [IDG-05]
 */
export function readersOf(sensitivity: Sensitivity): Role[] {
  return ROLES.filter((role) => mayRead({ role, relationship: 'ACTIVE', ofCouncil: true }, sensitivity));
}

export const IDENTITY_READERS = readersOf('IDENTITY');
export const CARE_READERS = readersOf('CARE');
export const CONTACT_READERS = readersOf('CONTACT');
/** Those who read prices and IPOs: everybody who reads a case but call monitoring, which visits without a purse. */
export const TERMS_READERS = readersOf('OPEN').filter((role) => role !== 'call-monitoring');
export const COUNCIL_READERS = readersOf('OPEN').filter(
  (role) => !['provider-user', 'rostering', 'call-monitoring'].includes(role),
);
/** Council roles that work with a case itself, not only with its figures. */
export const CASE_WORKERS = IDENTITY_READERS.filter((role) => COUNCIL_READERS.includes(role));
export const PROVIDER_STAFF: Role[] = ['provider-user', 'rostering'];
export const ALL_READERS = readersOf('OPEN');
