import { inTransaction, type Work } from '../../../../kernel/database/work.js';
import { tryLockVisits, type VisitsOf } from '../../steps/visits/lock-visits.js';
import { settleVisits } from '../../steps/visits/settle-visits.js';

/** Providers whose visits are settled side by side. */
const AT_ONCE = 3;

/**
 * Settles the visits that time alone has changed: alerts fall due, visits are missed (DEL-10, DEL-21), and the calls of
 * the next care day are made (DEL-01). The provider
 * that is longest overdue comes first. A provider whose visits somebody else holds is left out: whoever settles visits
 * of a provider settles what is due as well.
 *
 * @returns whether any were settled
 */
export async function settleDueVisits(work: Work): Promise<boolean> {
  const due = (await work.em.execute(
    // The time is asked for once: row by row, no index is looked into.
    `select council, provider_id as "providerId" from (
       select council, provider_id, due_at from monitoring.visit where due_at < (select platform.now())
       union all
       select council, provider_id, due_at from monitoring.expected_placement where due_at < (select platform.now())) as due
     group by council, provider_id order by min(due_at)`,
  )) as VisitsOf[];
  let settled = false;
  let failure: unknown;
  const settleNext = async (): Promise<void> => {
    for (let of = due.shift(); of; of = due.shift()) {
      const { council, providerId } = of;
      try {
        const { result } = await inTransaction(work, council, async (t) => {
          if (!(await tryLockVisits(t, { council, providerId }))) return false;
          await settleVisits(t, { council, providerId }, []);
          return true;
        });
        settled ||= result === true;
      } catch (error) {
        failure = error;
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, settleNext));
  // The others have not waited for the one that failed; it comes again when the timer does.
  if (failure) throw failure;
  return settled;
}
