import { bulk } from '../../../../kernel/database/bulk.js';
import type { Transaction } from '../../../../kernel/database/work.js';
import { roundOf } from '../../rules/visits/round.js';
import type { VisitsOf } from './lock-visits.js';
import { settleVisits } from './settle-visits.js';

/**
 * Settles a provider's visits from a day on, of one placement or all to which anybody came: a fact beside the
 * visits has changed. `from: null` is all of them.
 */
export async function settleFrom(
  t: Transaction,
  { council, providerId }: VisitsOf,
  from: string | null,
  placementId: string | null,
): Promise<void> {
  await t.em.flush();
  const visits = await bulk<{ placementId: string; plannedStart: string }>(
    t.em,
    `select placement_id as "placementId", planned_start as "plannedStart" from monitoring.visit
     where council = $1 and provider_id = $2 and day >= $3
       and ${placementId ? 'placement_id = $4' : '$4::uuid is null and arrived_at is not null'}`,
    [council, providerId, from ?? '', placementId],
  );
  if (visits.length === 0) return;
  await settleVisits(
    t,
    { council, providerId },
    visits.map((each) => roundOf({ placementId: each.placementId, plannedStart: new Date(each.plannedStart) })),
  );
}
