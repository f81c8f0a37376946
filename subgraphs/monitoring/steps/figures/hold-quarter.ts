import { lockNamed } from '../../../../kernel/database/locks.js';
import type { Transaction } from '../../../../kernel/database/work.js';
import { ClosedQuarter } from '../../entities/figures/closed-quarter.js';

/**
 * Locks a council's quarter, so that declaring, closing and opening it go one after the other. Answers the closed
 * quarter, or null if it is open.
 */
export async function holdQuarter(t: Transaction, council: string, quarter: string): Promise<ClosedQuarter | null> {
  await lockNamed(t, `kpi-quarter/${council}/${quarter}`);
  return t.em.findOne(ClosedQuarter, { council, quarter });
}
