import type { Transaction } from '../../../../kernel/database/work.js';
import { startDeadline } from '../../../../kernel/time/deadlines.js';
import { addLocalDays, endOfLocalDay, localDateOf } from '../../../../kernel/time/working-time.js';

/**
 * Has all prices of a council compared again once a date has come: what the framework asks has changed, and with it what
 * looks low. It is done by itself, because whoever changed one price holds one provider, and this needs all of them. [PROV-33]
 *
 * @param from `YYYY-MM-DD`; a day that has begun is now
 */
export async function comparePricesAgain(t: Transaction, council: string, from: string): Promise<void> {
  const now = await t.now();
  const dueAt = from > localDateOf(now) ? endOfLocalDay(addLocalDays(from, -1)) : now;
  await startDeadline(t, { rule: 'PROV-33', subject: `rates/${council}`, council, dueAt });
}
