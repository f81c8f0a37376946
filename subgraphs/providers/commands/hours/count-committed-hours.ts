import { inTransaction, type Work } from '../../../../kernel/database/work.js';
import type { Told } from '../../../../kernel/log/reactions.js';
import type { CallOffAwarded } from '../../../../schema/events/tenders.js';
import { CommittedHours, Workload } from '../../entities/hours/capacity.js';
import { isOnRegister } from '../../steps/hours/committed-hours.js';
import { lockedProvider } from '../../steps/register/locked-provider.js';
import { refreshStanding } from '../../steps/register/refresh-standing.js';

/**
 * Counts the hours that an award takes up, from now on: those of its placement, or of each where several packages were sought
 * together. The same award counts once. [PROV-23, ROUT-39]
 */
export async function countCommittedHours(work: Work, award: Told<CallOffAwarded>): Promise<void> {
  const { awardId, callOffId, providerId, council, seq } = award;
  await inTransaction(work, '*', async (t) => {
    if (!(await isOnRegister(t, providerId))) {
      t.log.warn({ seq, awardId }, 'an award to a provider that is not on the register counts nowhere');
      return;
    }
    await lockedProvider(t, providerId);
    const workload = await t.em.findOneOrFail(Workload, { providerId });
    if ((await t.em.count(CommittedHours, { awardId })) === 0) {
      const countedAt = await t.now();
      for (const { placementId, weeklyMinutes } of hoursOf(award)) {
        const of = { placementId, awardId, council, providerId, callOffId };
        t.em.persist(t.em.create(CommittedHours, { ...of, weeklyMinutes, countedAt }));
        workload.committedWeeklyMinutes += weeklyMinutes;
      }
    }
    workload.countedTo = Math.max(workload.countedTo, seq);
    await refreshStanding(t, providerId);
  });
}

/** Worker-minutes a week of each placement that an award opens. */
function hoursOf({ placementId, weeklyWorkerMinutes, placements }: CallOffAwarded['data']) {
  if (!placements) return [{ placementId, weeklyMinutes: weeklyWorkerMinutes }];
  return placements.map((each) => ({ placementId: each.placementId, weeklyMinutes: each.need.weeklyWorkerMinutes }));
}
