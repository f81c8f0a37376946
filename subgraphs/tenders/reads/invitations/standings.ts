import type { EntityManager } from '../../../../kernel/database/orm.js';
import type { ProviderStanding } from '../../../../schema/events/providers.js';
import type { StageKind } from '../../../../schema/events/tenders.js';
import { STAGE_KINDS } from '../../rules/stages/stage-kinds.js';

/** A provider's standing as last heard, with the hours awarded to it that the standing does not count. */
export interface KnownStanding {
  readonly standing: ProviderStanding;
  /** Worker-minutes a week. */
  readonly uncountedWeeklyMinutes: number;
}

/** Where these providers stand with a council, by id; none for one never heard of. */
export async function standingsOf(
  em: EntityManager,
  council: string,
  providers: readonly string[],
): Promise<ReadonlyMap<string, KnownStanding>> {
  if (providers.length === 0) return new Map();
  return byProvider(
    await em.execute(`${KNOWN} where known.council = ? and known.provider_id = any(?::uuid[])`, [
      council,
      `{${providers.join(',')}}`,
    ]),
  );
}

/**
 * Every provider that a stage could ask: members of its vehicle, whatever else is true of them. Which of them is asked,
 * rules/invitations/invitation.ts says.
 */
export async function membersFor(
  em: EntityManager,
  council: string,
  stage: StageKind,
  patch: string,
): Promise<ReadonlyMap<string, KnownStanding>> {
  const memberships = STAGE_KINDS[stage].vehicles.map((vehicle) =>
    JSON.stringify({ memberships: [stage === 'PATCH' ? { vehicle, patch } : { vehicle }] }),
  );
  const isMember = memberships.map(() => 'known.snapshot @> ?::jsonb').join(' or ');
  return byProvider(
    await em.execute(`${KNOWN} where known.council = ? and (${isMember}) order by known.provider_id`, [
      council,
      ...memberships,
    ]),
  );
}

/**
 * Selects `snapshot` and `uncounted` from `known`. The register has counted an award once the log has numbered its event
 * and the register has read that far.
 */
export const KNOWN = `
  select known.snapshot, (
    select coalesce(sum(hours.weekly_worker_minutes), 0)::int
    from tenders.uncounted_hours hours
    left join platform.event told on told.subject = 'call-off/' || hours.call_off_id
      and told.type = 'CallOffAwarded' and told.data->>'awardId' = hours.award_id::text
    where hours.provider_id = known.provider_id
      and (told.seq is null or told.seq > (known.snapshot->'capacity'->>'countedTo')::bigint)
  ) as uncounted
  from tenders.provider_standing known`;

function byProvider(rows: unknown): ReadonlyMap<string, KnownStanding> {
  return new Map(
    (rows as Array<{ snapshot: ProviderStanding; uncounted: number }>).map(({ snapshot, uncounted }) => [
      snapshot.providerId,
      { standing: snapshot, uncountedWeeklyMinutes: uncounted },
    ]),
  );
}
