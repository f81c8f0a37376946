import type { EntityManager } from '../../../../kernel/database/orm.js';
import { addLocalDays, localDateOf } from '../../../../kernel/time/working-time.js';
import type { Policy } from '../../../../schema/policy.js';
import { type DeclineMeasure, declineMeasure, type NotTaken } from '../../rules/sourcing/persistent-decline.js';

/** How a patch provider has answered over the policy's rolling weeks, as things stand now. [CM-06, ROUT-13] */
export async function declinesOf(
  em: EntityManager,
  of: { readonly council: string; readonly providerId: string; readonly now: Date },
  policy: Policy,
): Promise<DeclineMeasure> {
  const since = addLocalDays(localDateOf(of.now), -7 * policy.contract.declineWeeks);
  // An award given back counts by its reason. A decline without a reason is from before reasons had kinds.
  const settled = (await em.execute(
    `select case when bool_and(answer.response = 'BID') then null
       when bool_or(answer.response = 'NO_RESPONSE') then 'NO_RESPONSE'
       when bool_or(answer.kind = 'CAPACITY') then 'CAPACITY' else 'UNSUITABLE' end as not_taken
     from monitoring.invitation it
     join monitoring.invitation_response answer on answer.call_off_id = it.call_off_id and answer.stage = it.stage
       and answer.provider_id = it.provider_id
     where it.council = ? and it.provider_id = ? and it.day > ? and it.stage <> 'FRAMEWORK' and not it.gated
     group by it.id order by it.at, it.id`,
    [of.council, of.providerId, since],
  )) as Array<{ not_taken: NotTaken | null }>;
  return declineMeasure(
    settled.map(({ not_taken: notTaken }) => ({ notTaken })),
    policy,
  );
}
