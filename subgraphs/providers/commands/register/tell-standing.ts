import { inTransaction, type Work } from '../../../../kernel/database/work.js';
import { lockedProvider } from '../../steps/register/locked-provider.js';
import { refreshStanding } from '../../steps/register/refresh-standing.js';

/** Tells a standing that time alone has changed: a price begins or ends, a declaration grows too old to count. */
export async function tellStanding(work: Work, providerId: string): Promise<void> {
  await inTransaction(work, '*', async (t) => {
    await lockedProvider(t, providerId);
    await refreshStanding(t, providerId);
  });
}
