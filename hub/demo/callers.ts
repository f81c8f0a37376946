import type { Caller, Role } from '../../kernel/identity/caller.js';
import { SCOPES_OF_ROLE } from '../../kernel/identity/scopes-of-role.js';

/** Who acts in the demo, as the hub would know each by its grant. */

/** Somebody of a council: its case system is a machine, and the others are people. */
export function somebodyOf(council: string, role: Role): Caller {
  const subject = `${role === 'case-system' ? 'machine' : 'user'}:${role}@${council}`;
  return { subject, role, organisation: council, councils: [council], scopes: SCOPES_OF_ROLE[role] };
}

/** The manager of a provider that the demo calls `key`. */
export function managerOf(key: string, organisation: string, councils: readonly string[]): Caller {
  const role = 'provider-user';
  return { subject: `user:manager@${key}`, role, organisation, councils, scopes: SCOPES_OF_ROLE[role] };
}
