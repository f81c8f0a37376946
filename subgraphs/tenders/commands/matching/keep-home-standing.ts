import { inTransaction, type Work } from '../../../../kernel/database/work.js';
import type { Outcome } from '../../../../kernel/values/refusal.js';
import type { HomeStanding } from '../../../../schema/events/providers.js';

/** Keeps where a home stands with a council, as the register last told; an older version changes nothing. [ROUT-30, EVAL-01] */
export async function keepHomeStanding(work: Work, standing: HomeStanding): Promise<Outcome<void>> {
  const { homeId, providerId, council, version } = standing;
  return inTransaction(work, council, async ({ em }) => {
    await em.execute(
      `insert into tenders.home_standing as kept (home_id, council, provider_id, version, snapshot)
       values (?, ?, ?, ?, ?::jsonb)
       on conflict (home_id, council) do update set provider_id = excluded.provider_id, version = excluded.version,
         snapshot = excluded.snapshot
       where kept.version < excluded.version`,
      [homeId, council, providerId, version, JSON.stringify(standing)],
      { method: 'run' },
    );
  });
}
