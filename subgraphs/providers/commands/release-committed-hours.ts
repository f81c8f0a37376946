import { inTransaction, type Work } from '../../../kernel/database.js';
import { CommittedHours, Workload } from '../entities/capacity.js';
import { Provider } from '../entities/provider.js';
import { lockedProvider } from './found.js';
import { refreshStanding } from './refresh-standing.js';

/** Which hours are free again: those of one award, or what the provider holds of one call-off. */
export type ReleasedHours = {
  readonly providerId: string;
  /** Position in the event log of what ended them. */
  readonly seq: number;
} & ({ readonly awardId: string } | { readonly callOffId: string });

/** The winner cannot proceed, or the placement has ended: its hours are free again [PROV-23, AWRD-09, AWRD-12]. */
export async function releaseCommittedHours(work: Work, released: ReleasedHours): Promise<void> {
  const { providerId, seq } = released;
  await inTransaction(work, '*', async (t) => {
    // Told of before, as an award to nobody on the register.
    if ((await t.em.count(Provider, { id: providerId })) === 0) return;
    await lockedProvider(t, providerId);
    const workload = await t.em.findOneOrFail(Workload, { providerId });
    const which = 'awardId' in released ? { awardId: released.awardId } : { callOffId: released.callOffId };
    for (const hours of await t.em.find(CommittedHours, { ...which, providerId, releasedAt: null })) {
      hours.releasedAt = await t.now();
      workload.committedWeeklyMinutes -= hours.weeklyMinutes;
    }
    workload.countedTo = Math.max(workload.countedTo, seq);
    await refreshStanding(t, providerId);
  });
}
