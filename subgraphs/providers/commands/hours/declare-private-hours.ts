import { once } from '../../../../kernel/database/idempotency.js';
import { inTransaction, type Work } from '../../../../kernel/database/work.js';
import { authorise } from '../../../../kernel/identity/caller.js';
import { type Outcome, unlessRefused } from '../../../../kernel/values/refusal.js';
import { Workload } from '../../entities/hours/capacity.js';
import { Provider } from '../../entities/register/provider.js';
import { privateHoursRefusal } from '../../rules/rates/ceiling.js';
import { lockedProvider } from '../../steps/register/found.js';
import { refreshStanding } from '../cqc/refresh-standing.js';
import { DECLARERS } from './declare-capacity.js';

export interface DeclarePrivateHours {
  /** Worker-minutes a week of care that no council commissions. */
  readonly weeklyMinutes: number;
  readonly idempotencyKey: string;
}

/**
 * A provider declares its private hours, which count towards the ceiling with every council: monthly, for a declaration
 * grows old [PROV-23]. Refuses `PRIVATE_HOURS_INVALID`.
 */
export async function declarePrivateHours(work: Work, input: DeclarePrivateHours): Promise<Outcome<Provider>> {
  const { weeklyMinutes, idempotencyKey } = input;
  const providerId = work.caller.organisation;
  authorise(work.caller, { scope: 'capacity:write', roles: DECLARERS });
  // One sum for all councils, so no council's transaction: the row is the caller's own, by the lock on its own id.
  return inTransaction(work, '*', (t) =>
    once(
      t,
      { act: 'declarePrivateHours', key: idempotencyKey, input: { weeklyMinutes } },
      async () => {
        unlessRefused(privateHoursRefusal(weeklyMinutes));
        const provider = await lockedProvider(t, providerId);
        const workload = await t.em.findOneOrFail(Workload, { providerId });
        workload.privateWeeklyMinutes = weeklyMinutes;
        workload.declaredAt = await t.now();
        await refreshStanding(t, providerId);
        return provider;
      },
      (id) => t.em.findOneOrFail(Provider, { id }),
    ),
  );
}
