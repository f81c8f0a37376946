import { inTransaction, type Work } from '../../../kernel/database.js';
import { tryLockVisits, type VisitsOf } from './lock-visits.js';
import { settleVisits } from './settle-visits.js';

/**
 * Settles the visits that time alone has changed: alerts fall due, visits are missed (DEL-10, DEL-21). One provider after
 * the other, the longest overdue first; one whose visits are in other hands is left to them, for whoever settles visits
 * of a provider settles what is due as well.
 *
 * @returns whether any were settled
 */
export async function settleDueVisits(work: Work): Promise<boolean> {
  const due = (await work.em.execute(
    `select council, provider_id as "providerId" from monitoring.visit where due_at < platform.now()
     group by council, provider_id order by min(due_at)`,
  )) as VisitsOf[];
  let settled = false;
  let failure: unknown;
  for (const of of due) {
    try {
      const { result } = await inTransaction(work, of.council, async (t) => {
        if (!(await tryLockVisits(t, of))) return false;
        await settleVisits(t, of, []);
        return true;
      });
      settled ||= result === true;
    } catch (error) {
      failure = error;
    }
  }
  // The others have not waited for the one that failed; it comes again when the timer does.
  if (failure) throw failure;
  return settled;
}
