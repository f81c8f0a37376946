import type { Transaction } from '../../../../kernel/database/work.js';
import type { MembershipChanged } from '../../../../schema/events/providers.js';
import type { Membership } from '../../entities/membership/membership.js';

/** Tells the provider, the brokers and the contract officers how a membership now stands [PROV-12, SM-5]. */
export async function tellMembership(t: Transaction, membership: Membership): Promise<void> {
  const { id: membershipId, council, providerId, vehicle, patch, status, from, to } = membership;
  await t.tell({
    type: 'MembershipChanged',
    subject: `provider/${providerId}`,
    council,
    audience: { providers: [providerId], roles: ['broker', 'contract-officer'] },
    data: { providerId, membershipId, vehicle, patch, status, from, to },
  } satisfies Omit<MembershipChanged, 'actor' | 'occurredAt'>);
}
