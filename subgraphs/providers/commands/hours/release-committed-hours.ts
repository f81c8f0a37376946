import { inTransaction, type Work } from '../../../../kernel/database/work.js';
import type { Told } from '../../../../kernel/log/reactions.js';
import type { PlacementEnded, PlacementWithdrawn } from '../../../../schema/events/cases.js';
import type { AwardRefused } from '../../../../schema/events/tenders.js';
import { Workload } from '../../entities/hours/capacity.js';
import { countedHours, isOnRegister } from '../../steps/hours/committed-hours.js';
import { lockedProvider } from '../../steps/register/locked-provider.js';
import { refreshStanding } from '../../steps/register/refresh-standing.js';

/** Frees the hours of an award whose winner cannot proceed, or of a placement that has ended [PROV-23, AWRD-09, AWRD-12]. */
export async function releaseCommittedHours(
  work: Work,
  ended: Told<AwardRefused> | Told<PlacementEnded> | Told<PlacementWithdrawn>,
): Promise<void> {
  const { providerId, seq } = ended;
  await inTransaction(work, '*', async (t) => {
    // Its award was logged as counting nowhere.
    if (!(await isOnRegister(t, providerId))) return;
    await lockedProvider(t, providerId);
    const workload = await t.em.findOneOrFail(Workload, { providerId });
    for (const hours of await countedHours(t, ended)) {
      hours.releasedAt = await t.now();
      workload.committedWeeklyMinutes -= hours.weeklyMinutes;
    }
    workload.countedTo = Math.max(workload.countedTo, seq);
    await refreshStanding(t, providerId);
  });
}
