import { inTransaction, type Work } from '../../../../kernel/database/work.js';
import { Workload } from '../../entities/hours/capacity.js';
import { Provider } from '../../entities/register/provider.js';
import { lockedProvider } from '../../steps/register/found.js';
import { refreshStanding } from '../cqc/refresh-standing.js';
import { hoursOf, type WhichHours } from './release-committed-hours.js';

/** A variation has changed the weekly hours of a placement [PROV-23, VAR-15]. */
export async function changeCommittedHours(
  work: Work,
  changed: WhichHours & {
    /** Worker-minutes a week from now on. */
    readonly weeklyMinutes: number;
    /** Position of the variation in the event log. */
    readonly seq: number;
  },
): Promise<void> {
  const { providerId, weeklyMinutes, seq } = changed;
  await inTransaction(work, '*', async (t) => {
    // Told of before, as an award to nobody on the register.
    if ((await t.em.count(Provider, { id: providerId })) === 0) return;
    await lockedProvider(t, providerId);
    const workload = await t.em.findOneOrFail(Workload, { providerId });
    for (const hours of await hoursOf(t, changed)) {
      workload.committedWeeklyMinutes += weeklyMinutes - hours.weeklyMinutes;
      hours.weeklyMinutes = weeklyMinutes;
    }
    workload.countedTo = Math.max(workload.countedTo, seq);
    await refreshStanding(t, providerId);
  });
}
