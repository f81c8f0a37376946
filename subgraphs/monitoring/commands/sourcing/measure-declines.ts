import type { EntityManager } from '../../../../kernel/database/orm.js';
import { policyInForce } from '../../../../kernel/database/policy-in-force.js';
import type { Transaction } from '../../../../kernel/database/work.js';
import { addLocalDays, localDateOf } from '../../../../kernel/time/working-time.js';
import type { PersistentDeclineFlagged } from '../../../../schema/events/monitoring.js';
import type { Policy } from '../../../../schema/policy.js';
import { DeclineSpell } from '../../entities/sourcing/decline-spell.js';
import { type DeclineMeasure, declineMeasure } from '../../rules/sourcing/persistent-decline.js';

/** How a patch provider has answered over the policy's rolling weeks, as things stand now. [CM-06] */
export async function declinesOf(
  em: EntityManager,
  of: { readonly council: string; readonly providerId: string; readonly now: Date },
  policy: Policy,
): Promise<DeclineMeasure> {
  const since = addLocalDays(localDateOf(of.now), -7 * policy.contract.declineWeeks);
  const rounds = (await em.execute(
    `select bool_and(answer.response = 'BID') as taken
     from monitoring.invitation it
     join monitoring.invitation_response answer on answer.call_off_id = it.call_off_id and answer.stage = it.stage
       and answer.provider_id = it.provider_id
     where it.council = ? and it.provider_id = ? and it.day > ? and it.stage <> 'FRAMEWORK' and not it.gated
     group by it.id order by it.at, it.id`,
    [of.council, of.providerId, since],
  )) as Array<{ taken: boolean }>;
  return declineMeasure(rounds, policy);
}

/**
 * A provider has answered: where it declines persistently it is flagged, once for each spell of it, and where it does no
 * more the spell ends. [CM-06, NTF-32]
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
