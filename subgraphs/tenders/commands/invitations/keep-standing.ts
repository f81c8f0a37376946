import { inTransaction, type Work } from '../../../../kernel/database/work.js';
import type { Outcome } from '../../../../kernel/values/refusal.js';
import type { ProviderStanding } from '../../../../schema/events/providers.js';
import { isBarred } from '../../rules/invitations/disclosure.js';

/**
 * Keeps where a provider stands with a council, as the register last told; an older version changes nothing. Hours
 * that the register counts from now on need no longer be added to it. [EVAL-01, PROV-08, PROV-23]
 */
export async function keepStanding(work: Work, standing: ProviderStanding): Promise<Outcome<void>> {
  const { providerId, council, version, capacity } = standing;
  return inTransaction(work, council, async ({ em }) => {
    await em.execute(
      `insert into tenders.provider_standing as kept (provider_id, council, version, snapshot, barred)
       values (?, ?, ?, ?::jsonb, ?)
       on conflict (provider_id, council) do update set version = excluded.version, snapshot = excluded.snapshot,
         barred = excluded.barred
       where kept.version < excluded.version`,
      [providerId, council, version, JSON.stringify(standing), isBarred(standing)],
      { method: 'run' },
    );
    await em.execute(
      `delete from tenders.uncounted_hours hours using platform.event told
       where hours.provider_id = ? and told.subject = 'call-off/' || hours.call_off_id and told.type = 'CallOffAwarded'
         and told.data->>'awardId' = hours.award_id::text and told.seq <= ?`,
      [providerId, capacity.countedTo],
      { method: 'run' },
    );
  });
}
