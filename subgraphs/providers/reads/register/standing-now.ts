import type { EntityManager } from '../../../../kernel/database/orm.js';
import { policyInForce } from '../../../../kernel/database/policy-in-force.js';
import type { ProviderStanding } from '../../../../schema/events/providers.js';
import { Standing } from '../../entities/register/standing.js';
import { standingOf } from '../../rules/register/standing.js';
import { standingFacts } from './standing-facts.js';

/**
 * Where the provider stands with the council at this very instant, under the version told last; null if it has never
 * been a member. Time alone may have changed it since: a price begins, a declaration grows old. [EVAL-01, EVAL-03]
 */
export async function standingNow(
  em: EntityManager,
  providerId: string,
  council: string,
  now: Date,
): Promise<ProviderStanding | null> {
  const [facts] = await standingFacts(em, providerId, council);
  if (!facts) return null;
  const told = await em.findOne(Standing, { providerId, council });
  const { policy } = await policyInForce(em, council, now);
  return standingOf(facts, told?.version ?? 0, now, policy);
}
