import type { EntityManager } from '../../../../kernel/database/orm.js';
import { addLocalDays, localDateOf } from '../../../../kernel/time/working-time.js';
import type { Policy } from '../../../../schema/policy.js';
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
