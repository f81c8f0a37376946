import { inTransaction, type Work } from '../../../../kernel/database/work.js';
import type { PlacementsTakenOver } from '../../../../schema/events/cases.js';
import { CommittedHours, Workload } from '../../entities/hours/capacity.js';
import { Provider } from '../../entities/register/provider.js';
import { lockedProvider } from '../../steps/register/found.js';
import { refreshStanding } from '../cqc/refresh-standing.js';

export interface AwardedHours {
  readonly awardId: string;
  readonly callOffId: string;
  readonly providerId: string;
  readonly council: string;
  /** Worker-minutes a week. */
  readonly weeklyMinutes: number;
  /** Position of the award in the event log. */
  readonly seq: number;
}

/** An award takes up hours of its provider from now on [PROV-23]. The same award counts once. */
export async function countCommittedHours(work: Work, award: AwardedHours): Promise<void> {
  const { awardId, callOffId, providerId, council, weeklyMinutes, seq } = award;
  await inTransaction(work, '*', async (t) => {
    if ((await t.em.count(Provider, { id: providerId })) === 0) {
      t.log.warn({ seq, awardId }, 'an award to a provider that is not on the register counts nowhere');
      return;
    }
    await lockedProvider(t, providerId);
    const workload = await t.em.findOneOrFail(Workload, { providerId });
    if ((await t.em.count(CommittedHours, { awardId })) === 0) {
      t.em.persist(
        t.em.create(CommittedHours, {
          awardId,
          council,
          providerId,
          callOffId,
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

/** Placements taken over from before the hub take up hours as well [PROV-23, ASM-37]. Each counts once. */
export async function countHoursTakenOver(
  work: Work,
  taken: {
    readonly council: string;
    readonly placements: PlacementsTakenOver['data']['placements'];
    /** Position in the event log. */
    readonly seq: number;
  },
): Promise<void> {
  const { council, placements, seq } = taken;
  // One provider after the other, in one order: two of these never wait for each other.
  for (const providerId of [...new Set(placements.map((each) => each.providerId))].sort()) {
    await inTransaction(work, '*', async (t) => {
      if ((await t.em.count(Provider, { id: providerId })) === 0) {
        t.log.warn({ seq, providerId }, 'placements of a provider that is not on the register count nowhere');
        return;
      }
      await lockedProvider(t, providerId);
      const workload = await t.em.findOneOrFail(Workload, { providerId });
      const own = placements.filter((each) => each.providerId === providerId);
      const ids = own.map(({ placementId }) => placementId);
      const counted = new Set((await t.em.find(CommittedHours, { awardId: { $in: ids } })).map((each) => each.awardId));
      for (const { placementId: awardId, weeklyWorkerMinutes: weeklyMinutes } of own) {
        if (counted.has(awardId)) continue;
        t.em.persist(
          t.em.create(CommittedHours, { awardId, council, providerId, weeklyMinutes, countedAt: await t.now() }),
        );
        workload.committedWeeklyMinutes += weeklyMinutes;
      }
      workload.countedTo = Math.max(workload.countedTo, seq);
      await refreshStanding(t, providerId);
    });
  }
}
