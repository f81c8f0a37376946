import { policyInForce } from '../../../../kernel/database/policy-in-force.js';
import type { Transaction } from '../../../../kernel/database/work.js';
import type { VacancyStale } from '../../../../schema/events/providers.js';
import { VacancyStatement } from '../../entities/homes/vacancy-statement.js';
import { councilsOf } from '../../reads/register/councils-of.js';
import { freshnessOf } from '../../rules/homes/freshness.js';
import { refreshHomes } from '../../steps/homes/refresh-homes.js';
import { timeVacancies } from '../../steps/homes/time-vacancies.js';
import { lockedProvider } from '../../steps/register/locked-provider.js';

/**
 * Tells the provider and the brokers of a council that the vacancies of a home are stale. If the council has come to give
 * them more days since, their deadline runs on; and a council that the provider has left is not told. Answers whether it
 * told. [PROV-22, NTF-29]
 */
export async function tellVacanciesStale(
  t: Transaction,
  { homeId, providerId, council }: { readonly homeId: string; readonly providerId: string; readonly council: string },
): Promise<boolean> {
  await lockedProvider(t, providerId);
  const now = await t.now();
  const statement = await t.em.findOneOrFail(VacancyStatement, { homeId });
  const { policy } = await policyInForce(t.em, council, now);
  if (!(await councilsOf(t.em, providerId)).includes(council)) return false;
  const { statedAt } = statement;
  if (freshnessOf(statedAt, now, policy.vacancy.staleDays) === 'FRESH') {
    await timeVacancies(t, statement, council);
    return false;
  }
  await t.tell({
    type: 'VacancyStale',
    subject: `care-home/${homeId}`,
    council,
    audience: { providers: [providerId], roles: ['broker'] },
    data: { providerId, homeId, statedAt: statedAt.toISOString() },
  } satisfies Omit<VacancyStale, 'actor' | 'occurredAt'>);
  // A home that was recorded before standings of homes were told is told by now.
  await refreshHomes(t, providerId, homeId);
  return true;
}
