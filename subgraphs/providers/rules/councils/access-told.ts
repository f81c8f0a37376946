import { PROVIDER_ROLES } from '../../../../kernel/identity/caller.js';
import type { Access } from './access.js';

type Held = Pick<Access, 'role' | 'organisation' | 'councils'>;

/** Who is told of access: the contract officers of one council, and the provider whose credential it is. */
export interface AccessTold {
  /** Null for access that belongs to no council, which nobody is told of. */
  readonly council: string | null;
  readonly audience: { readonly roles?: readonly string[]; readonly providers?: readonly string[] };
  /** Whose credential it is, if that is a provider. */
  readonly providerId: string | null;
}

/** Whom access concerns, once a council in which it acts. [IDG-06, IDG-26] */
export function accessTold({ role, organisation, councils }: Held): readonly AccessTold[] {
  const isOfProvider = PROVIDER_ROLES.includes(role);
  const providerId = isOfProvider ? organisation : null;
  // The councils of an operator have no say in the hub's own people.
  if (role === 'operator') return [{ council: null, audience: {}, providerId }];
  const audience = { roles: ['contract-officer'], ...(isOfProvider && { providers: [organisation] }) };
  return councils.map((council) => ({ council, audience, providerId }));
}

/**
 * Whom it concerns that access was given in place of what the same subject held: in each council where the subject acts
 * no more, or acted for another organisation, its access has ended. [IDG-06]
 */
export function accessLost(before: Held, after: Held): readonly AccessTold[] {
  const same = before.organisation === after.organisation;
  return accessTold(before).filter(({ council }) => !same || (council !== null && !after.councils.includes(council)));
}
