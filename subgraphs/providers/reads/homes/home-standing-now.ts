import type { EntityManager } from '../../../../kernel/database/orm.js';
import { policyInForce } from '../../../../kernel/database/policy-in-force.js';
import { localDateOf } from '../../../../kernel/time/working-time.js';
import type { HomeStanding } from '../../../../schema/events/providers.js';
import { CareHome } from '../../entities/homes/care-home.js';
import { KeptHomeStanding } from '../../entities/homes/home-standing.js';
import { homeStandingOf } from '../../rules/homes/home-standing.js';
import { councilsOf } from '../register/councils-of.js';
import { homeFacts } from './home-facts.js';

/**
 * Where a home stands with a council at this very instant, under the version told last; null if there is no such home, or
 * its provider works for the council no more. [EVAL-01, ROUT-30]
 */
export async function homeStandingNow(
  em: EntityManager,
  homeId: string,
  council: string,
  now: Date,
): Promise<HomeStanding | null> {
  const home = await em.findOne(CareHome, { id: homeId });
  if (!home || !(await councilsOf(em, home.providerId)).includes(council)) return null;
  const [facts] = await homeFacts(em, home.providerId, [council], localDateOf(now), homeId);
  const told = await em.findOne(KeptHomeStanding, { homeId, council });
  const { policy } = await policyInForce(em, council, now);
  return facts ? homeStandingOf(facts, told?.version ?? 0, policy) : null;
}
