import type { EntityManager } from '../../../../kernel/database/orm.js';
import { policyOf } from '../../../../kernel/database/policy-in-force.js';
import type { ProviderStanding } from '../../../../schema/events/providers.js';
import type { Policy } from '../../../../schema/policy.js';
import { Bid } from '../../entities/bids/bid.js';
import { CallOff } from '../../entities/call-offs/call-off.js';
import { Stage } from '../../entities/stages/stage.js';
import { BESIDE_THE_ANSWER } from '../../rules/bids/bid-states.js';
import { KNOWN, type KnownStanding } from '../invitations/standings.js';

/** A provider's present answer to its last invitation, with all the facts that a change of it needs. */
export interface AnswerInForce {
  readonly callOff: CallOff;
  readonly stage: Stage;
  readonly bid: Bid;
  readonly policy: Policy;
  /** Where the provider stands with the council; null if the council's register has never named it. */
  readonly known: KnownStanding | null;
  /** The instant of reading, by the database's clock. */
  readonly now: Date;
}

/**
 * The rows of one answer, each as JSON, so that a bid costs one round trip and not six. Of two homes of a provider that were asked
 * in one instant the one that was set aside is not the one that is asked.
 */
const ANSWER = `
  select to_jsonb(published) as call_off, to_jsonb(asked) as stage, to_jsonb(answer) as bid,
    policy.version, policy.document, standing.snapshot, standing.uncounted, platform.now() as now
  from tenders.invitation invitation
  join tenders.stage asked on asked.id = invitation.stage_id
  join tenders.call_off published on published.id = invitation.call_off_id
  join tenders.bid answer on answer.invitation_id = invitation.id and answer.state <> all (?::text[])
  join platform.council_policy policy
    on policy.council = published.council and policy.version = split_part(published.policy_version, '/', 2)::int
  left join lateral (
    ${KNOWN} where known.provider_id = invitation.provider_id and known.council = invitation.council
  ) standing on true
  where invitation.call_off_id = ? and invitation.provider_id = ? and invitation.invited
  order by asked.position desc, invitation.at desc, answer.state = 'SET_ASIDE', answer.received_at desc nulls first limit 1`;

/**
 * The provider's answer to the last stage that invited it; null if none did. A call-off of another council, one that
 * it was not invited to, and one that does not exist are all the same to it. [ROUT-03, IDG-05, IDG-23, IDG-26]
 */
export async function answerInForce(
  em: EntityManager,
  callOffId: string,
  providerId: string,
): Promise<AnswerInForce | null> {
  const rows = await em.execute(ANSWER, [`{${BESIDE_THE_ANSWER.join(',')}}`, callOffId, providerId]);
  const [row] = rows as Array<{
    call_off: { council: string };
    stage: object;
    bid: object;
    version: number;
    document: unknown;
    snapshot: ProviderStanding | null;
    uncounted: number;
    now: Date;
  }>;
  if (!row) return null;
  return {
    callOff: em.map(CallOff, row.call_off),
    stage: em.map(Stage, row.stage),
    bid: em.map(Bid, row.bid),
    policy: policyOf(row.call_off.council, row).policy,
    known: row.snapshot && { standing: row.snapshot, uncountedWeeklyMinutes: row.uncounted },
    now: new Date(row.now),
  };
}
