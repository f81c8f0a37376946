import { inTransaction, type Work } from '../../../../kernel/database/work.js';
import type { Told } from '../../../../kernel/log/reactions.js';
import type { PlacementsTakenOver } from '../../../../schema/events/cases.js';
import { CommittedHours, Workload } from '../../entities/hours/capacity.js';
import { isOnRegister } from '../../steps/hours/committed-hours.js';
import { lockedProvider } from '../../steps/register/locked-provider.js';
import { refreshStanding } from '../../steps/register/refresh-standing.js';

/** Counts the hours of placements that were taken over from before the hub. Each counts once. [PROV-23, ASM-37] */
export async function countHoursTakenOver(work: Work, taken: Told<PlacementsTakenOver>): Promise<void> {
  const { council, placements, seq } = taken;
  // One provider after the other, in one order: two of these never wait for each other.
  for (const providerId of [...new Set(placements.map((each) => each.providerId))].sort()) {
    await inTransaction(work, '*', async (t) => {
      if (!(await isOnRegister(t, providerId))) {
        t.log.warn({ seq, providerId }, 'placements of a provider that is not on the register count nowhere');
        return;
      }
      await lockedProvider(t, providerId);
      const workload = await t.em.findOneOrFail(Workload, { providerId });
      const own = placements.filter((each) => each.providerId === providerId);
      const ids = own.map(({ placementId }) => placementId);
      const known = await t.em.find(CommittedHours, { placementId: { $in: ids } });
      const counted = new Set(known.map((each) => each.placementId));
      for (const { placementId, weeklyWorkerMinutes: weeklyMinutes } of own) {
        if (counted.has(placementId)) continue;
        t.em.persist(
          t.em.create(CommittedHours, {
            placementId,
            awardId: placementId,
            council,
            providerId,
            weeklyMinutes,
            countedAt: await t.now(),
          }),
        );
        workload.committedWeeklyMinutes += weeklyMinutes;
      }
      workload.countedTo = Math.max(workload.countedTo, seq);
      await refreshStanding(t, providerId);
    });
  }
}
