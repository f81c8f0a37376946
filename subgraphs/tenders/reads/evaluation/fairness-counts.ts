import type { EntityManager } from '../../../../kernel/database/orm.js';
import { NO_BID } from '../../rules/bids/bid-states.js';
import { type FairnessCounts, SHARED_STAGES } from '../../rules/evaluation/fairness-line.js';

/** Of which rounds the counts are. Both instants are included. */
export interface CountedRounds {
  readonly councils: readonly string[];
  /** Null for all. */
  readonly patch: string | null;
  readonly providerId: string | null;
  readonly first: Date;
  readonly last: Date;
}

export interface CountsOfProvider extends FairnessCounts {
  readonly council: string;
  readonly patch: string;
  readonly providerId: string;
}

/**
 * What each provider has had of each patch, by one statement, as much as this reader may see. A round counts once its
 * published close has passed: a stage that ended before, because all declined, must not show by its count that it did. One
 * that was withdrawn never asked to the end, and counts for nobody. [EVAL-02, IDG-23, SHOW-08]
 */
export async function fairnessCounts(
  em: EntityManager,
  { councils, patch, providerId, first, last }: CountedRounds,
  at: Date,
): Promise<readonly CountsOfProvider[]> {
  return (await em.execute(COUNTS, [
    textArray(councils),
    textArray(SHARED_STAGES),
    patch,
    providerId,
    first,
    last,
    at,
    textArray(NO_BID),
  ])) as CountsOfProvider[];
}

const COUNTS = `
  with asked as (
    select ?::text[] as councils, ?::text[] as kinds, ?::text as asked_patch, ?::uuid as asked_provider, ?::timestamptz as first,
      ?::timestamptz as last, ?::timestamptz as at, ?::text[] as no_bid),
  invited as (
    select stage.council, stage.need->>'patch' as patch, invitation.provider_id, count(*) as rounds,
      count(*) filter (where exists (
        select from tenders.bid bid where bid.invitation_id = invitation.id and bid.state <> all(asked.no_bid))) as bids
    from asked
    join tenders.stage stage on stage.council = any(asked.councils) and stage.kind = any(asked.kinds)
      and stage.closes_at between asked.first and asked.last and stage.closes_at < asked.at
      and stage.ended_at is not null and stage.ending is distinct from 'WITHDRAWN'
    join tenders.invitation invitation on invitation.stage_id = stage.id and invitation.invited
    group by 1, 2, 3),
  awarded as (
    select award.council, award.patch, award.provider_id, award.stage_id, award.weekly_worker_minutes as minutes
    from asked
    join tenders.award award on award.council = any(asked.councils) and award.stage = any(asked.kinds)
      and award.undone_at is null and award.decided_at between asked.first and asked.last),
  won as (select council, patch, provider_id, count(*) as packages, sum(minutes) as minutes from awarded group by 1, 2, 3),
  eligible as (
    select awarded.council, awarded.patch, invitation.provider_id, count(*) as rounds, sum(awarded.minutes) as minutes
    from awarded join tenders.invitation invitation on invitation.stage_id = awarded.stage_id and invitation.invited
    group by 1, 2, 3)
  select council, patch, provider_id as "providerId",
    coalesce(invited.rounds, 0)::int as "roundsInvited", coalesce(invited.bids, 0)::int as "roundsBid",
    coalesce(won.packages, 0)::int as "packagesAwarded", coalesce(won.minutes, 0)::int as "weeklyMinutesAwarded",
    coalesce(eligible.rounds, 0)::int as "eligibleRounds", coalesce(eligible.minutes, 0)::int as "eligibleWeeklyMinutes"
  from invited
  full join won using (council, patch, provider_id)
  full join eligible using (council, patch, provider_id)
  cross join asked
  where (asked_patch is null or patch = asked_patch) and (asked_provider is null or provider_id = asked_provider)
  order by council, patch, provider_id`;

function textArray(values: readonly string[]): string {
  return `{${values.map((value) => JSON.stringify(value)).join(',')}}`;
}
