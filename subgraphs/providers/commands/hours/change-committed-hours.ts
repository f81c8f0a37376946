import { inTransaction, type Work } from '../../../../kernel/database/work.js';
import type { Told } from '../../../../kernel/log/reactions.js';
import type { VariationEffective } from '../../../../schema/events/cases.js';
import { Workload } from '../../entities/hours/capacity.js';
import { countedHours, isOnRegister } from '../../steps/hours/committed-hours.js';
import { lockedProvider } from '../../steps/register/locked-provider.js';
import { refreshStanding } from '../../steps/register/refresh-standing.js';

/** Counts the weekly hours of a placement as a variation has changed them [PROV-23, VAR-15]. */
export async function changeCommittedHours(work: Work, variation: Told<VariationEffective>): Promise<void> {
  const { providerId, placementId, seq } = variation;
  const weeklyMinutes = variation.weeklyWorkerMinutes.after;
  await inTransaction(work, '*', async (t) => {
    // Its award was logged as counting nowhere.
    if (!(await isOnRegister(t, providerId))) return;
    await lockedProvider(t, providerId);
    const workload = await t.em.findOneOrFail(Workload, { providerId });
    for (const hours of await countedHours(t, { providerId, placementId })) {
      workload.committedWeeklyMinutes += weeklyMinutes - hours.weeklyMinutes;
      hours.weeklyMinutes = weeklyMinutes;
    }
    workload.countedTo = Math.max(workload.countedTo, seq);
    await refreshStanding(t, providerId);
  });
}
