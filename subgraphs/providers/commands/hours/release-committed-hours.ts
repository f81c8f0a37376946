import { inTransaction, type Transaction, type Work } from '../../../../kernel/database/work.js';
import { CommittedHours, Workload } from '../../entities/hours/capacity.js';
import { Provider } from '../../entities/register/provider.js';
import { lockedProvider } from '../../steps/register/found.js';
import { refreshStanding } from '../cqc/refresh-standing.js';

/** Whose hours: those of one award, or what the provider holds of one call-off. */
export type WhichHours = { readonly providerId: string } & (
  | { readonly awardId: string }
  | { readonly callOffId: string }
);

export type ReleasedHours = WhichHours & {
  /** Position in the event log of what ended them. */
  readonly seq: number;
};

/** The winner cannot proceed, or the placement has ended: its hours are free again [PROV-23, AWRD-09, AWRD-12]. */
export async function releaseCommittedHours(work: Work, released: ReleasedHours): Promise<void> {
  const { providerId, seq } = released;
  await inTransaction(work, '*', async (t) => {
    // Told of before, as an award to nobody on the register.
    if ((await t.em.count(Provider, { id: providerId })) === 0) return;
    await lockedProvider(t, providerId);
    const workload = await t.em.findOneOrFail(Workload, { providerId });
    for (const hours of await hoursOf(t, released)) {
      hours.releasedAt = await t.now();
      workload.committedWeeklyMinutes -= hours.weeklyMinutes;
    }
    workload.countedTo = Math.max(workload.countedTo, seq);
    await refreshStanding(t, providerId);
  });
}

/** The hours that still count, of these. */
export function hoursOf(t: Transaction, which: WhichHours): Promise<CommittedHours[]> {
  const { providerId } = which;
  const of = 'awardId' in which ? { awardId: which.awardId } : { callOffId: which.callOffId };
  return t.em.find(CommittedHours, { ...of, providerId, releasedAt: null });
}
