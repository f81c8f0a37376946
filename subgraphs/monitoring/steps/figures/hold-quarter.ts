import type { Transaction } from '../../../../kernel/database/work.js';
import { ClosedQuarter } from '../../entities/figures/closed-quarter.js';

/** Locks a council's quarter, whose declaring, closing and opening go one after the other; answers it if it is closed. */
export async function holdQuarter(t: Transaction, council: string, quarter: string): Promise<ClosedQuarter | null> {
  await t.em.execute('select pg_advisory_xact_lock(hashtextextended(?, 0))', [`kpi-quarter/${council}/${quarter}`]);
  return t.em.findOne(ClosedQuarter, { council, quarter });
}
