import { inTransaction, type Work } from '../../../kernel/database.js';
import { CommittedHours, Workload } from '../entities/capacity.js';
import { Provider } from '../entities/provider.js';
import { lockedProvider } from './found.js';
import { refreshStanding } from './refresh-standing.js';

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
