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
 * Every provider that a stage could ask: members of its vehicles, or the one member that it asks, whatever else is true of
 * them. Which of them is asked, rules/invitations/invitation.ts says.
 */
export async function membersFor(
  em: EntityManager,
  council: string,
  asked: { readonly stage: StageKind; readonly patch: string; readonly onlyProviderId: string | null },
): Promise<ReadonlyMap<string, KnownStanding>> {
  const { stage, patch, onlyProviderId } = asked;
  const memberships = STAGE_KINDS[stage].vehicles.map((vehicle) =>
    stage === 'PATCH' ? { vehicle, patch } : { vehicle },
  );
  return byProvider(
    await em.execute(
      `${KNOWN} where known.council = ? and (${memberships.map(() => 'known.snapshot @> ?::jsonb').join(' or ')})
       and coalesce(known.provider_id = ?::uuid, true) order by known.provider_id`,
      [council, ...memberships.map((membership) => JSON.stringify({ memberships: [membership] })), onlyProviderId],
    ),
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
