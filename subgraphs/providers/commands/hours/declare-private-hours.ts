import { once } from '../../../../kernel/database/idempotency.js';
import { inTransaction, type Work } from '../../../../kernel/database/work.js';
import { type Allowed, authorise } from '../../../../kernel/identity/caller.js';
import { type Outcome, unlessRefused } from '../../../../kernel/values/refusal.js';
import { Workload } from '../../entities/hours/capacity.js';
import { DECLARERS } from '../../entities/readers.js';
import { Provider } from '../../entities/register/provider.js';
import { privateHoursRefusal } from '../../rules/hours/private-hours.js';
import { lockedProvider } from '../../steps/register/locked-provider.js';
import { refreshStanding } from '../../steps/register/refresh-standing.js';

export const allowed = { scope: 'capacity:write', roles: DECLARERS } satisfies Allowed;

export interface DeclarePrivateHours {
  /** Worker-minutes a week of care that no council commissions. */
  readonly weeklyMinutes: number;
  readonly idempotencyKey: string;
}

/**
 * Declares a provider's private hours, which count towards the ceiling with every council. A declaration grows old, so
 * it is due every month. Refuses `PRIVATE_HOURS_INVALID`. [PROV-23]
 */
export async function declarePrivateHours(work: Work, input: DeclarePrivateHours): Promise<Outcome<Provider>> {
  const { weeklyMinutes, idempotencyKey } = input;
  const providerId = work.caller.organisation;
  authorise(work.caller, allowed);
  // One sum for all councils, so no council's transaction: the lock on the caller's own id makes the row its own.
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
