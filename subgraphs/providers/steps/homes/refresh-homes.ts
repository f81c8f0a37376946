import { policyInForce } from '../../../../kernel/database/policy-in-force.js';
import type { Transaction } from '../../../../kernel/database/work.js';
import { localDateOf } from '../../../../kernel/time/working-time.js';
import type { HomeStandingChanged } from '../../../../schema/events/providers.js';
import { KeptHomeStanding } from '../../entities/homes/home-standing.js';
import { homeFacts } from '../../reads/homes/home-facts.js';
import { councilsOf } from '../../reads/register/councils-of.js';
import { homeStandingOf } from '../../rules/homes/home-standing.js';
import { standingChanged } from '../../rules/register/standing.js';

/**
 * Tells where homes of a provider now stand, to each council that it works for: after every change of a home, of its CQC
 * record, its prices, its vacancies or the provider's memberships. A command that acts in one council sees and tells that
 * council's alone. The provider's row must be locked. [ROUT-30, PROV-21, PROV-22]
 *
 * @param homeId one home alone; all of the provider unless given
 */
export async function refreshHomes(t: Transaction, providerId: string, homeId?: string): Promise<void> {
  await t.em.flush();
  const councils = await councilsOf(t.em, providerId);
  const now = await t.now();
  const facts = await homeFacts(t.em, providerId, councils, localDateOf(now), homeId);
  if (facts.length === 0) return;
  const kept = await t.em.find(KeptHomeStanding, { providerId });
  for (const each of facts) {
    const { council } = each;
    const held = kept.find((standing) => standing.homeId === each.homeId && standing.council === council);
    const { policy } = await policyInForce(t.em, council, now);
    const after = homeStandingOf(each, (held?.version ?? 0) + 1, policy);
    if (!standingChanged(held?.snapshot ?? null, after)) continue;
    const of = { homeId: each.homeId, providerId, council };
    const standing = held ?? t.em.create(KeptHomeStanding, { ...of, version: 0, snapshot: after });
    Object.assign(standing, { version: after.version, snapshot: after });
    t.em.persist(standing);
    await t.tell({
      type: 'HomeStandingChanged',
      subject: `care-home/${each.homeId}`,
      council,
      audience: {},
      data: after,
    } satisfies Omit<HomeStandingChanged, 'actor' | 'occurredAt'>);
  }
  await t.em.flush();
}
