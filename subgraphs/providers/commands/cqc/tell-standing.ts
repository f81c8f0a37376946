import { inTransaction, type Work } from '../../../../kernel/database/work.js';
import { lockedProvider } from '../../steps/register/found.js';
import { refreshStanding } from './refresh-standing.js';

/** Time alone has changed where a provider stands: a price begins or ends, a declaration is too old to count. */
export async function tellStanding(work: Work, providerId: string): Promise<void> {
  await inTransaction(work, '*', async (t) => {
    await lockedProvider(t, providerId);
    await refreshStanding(t, providerId);
  });
}
