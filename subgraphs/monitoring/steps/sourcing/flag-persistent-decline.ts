import { policyInForce } from '../../../../kernel/database/policy-in-force.js';
import type { Transaction } from '../../../../kernel/database/work.js';
import type { PersistentDeclineFlagged } from '../../../../schema/events/monitoring.js';
import { DeclineSpell } from '../../entities/sourcing/decline-spell.js';
import { declinesOf } from '../../reads/sourcing/declines.js';

/**
 * Looks again at how a provider declines, after an answer. A provider that declines persistently is flagged, once for
 * each spell of it; the spell ends when it no longer does. [CM-06, NTF-32]
 */
export async function flagPersistentDecline(t: Transaction, council: string, providerId: string): Promise<void> {
  await t.em.flush();
  const now = await t.now();
  const { policy } = await policyInForce(t.em, council, now);
  const { persistent, invitations, notTaken } = await declinesOf(t.em, { council, providerId, now }, policy);
  const spell = await t.em.findOne(DeclineSpell, { council, providerId, until: null });
  if (!persistent) {
    if (spell) spell.until = now;
    return;
  }
  if (spell) return;
  t.em.persist(t.em.create(DeclineSpell, { council, providerId, why: persistent, since: now }));
  await t.tell({
    type: 'PersistentDeclineFlagged',
    subject: `provider/${providerId}`,
    council,
    audience: { providers: [providerId], roles: ['broker', 'contract-officer'] },
    data: { providerId, invitations, declined: notTaken, why: persistent } satisfies PersistentDeclineFlagged['data'],
  });
}
