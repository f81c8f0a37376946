import type { Transaction } from '../../../../kernel/database/work.js';
import { localDateOf } from '../../../../kernel/time/working-time.js';
import { Membership } from '../../entities/membership/membership.js';
import { queryLowRates } from '../../steps/rates/query-low-rates.js';
import { lockedProvider } from '../../steps/register/locked-provider.js';
import { refreshStanding } from '../../steps/register/refresh-standing.js';

/**
 * Compares the price of every member of a council with what its framework asks today, and queries those that have come
 * to look low; a price that was explained is not asked about again. [PROV-33]
 */
export async function comparePrices(t: Transaction, council: string): Promise<void> {
  const today = localDateOf(await t.now());
  const members = await t.em.find(Membership, { council, status: { $ne: 'EXITED' } }, { fields: ['providerId'] });
  // In one order, so that two of these never wait for each other.
  for (const providerId of [...new Set(members.map((member) => member.providerId))].sort()) {
    await lockedProvider(t, providerId);
    if (await queryLowRates(t, providerId, council, today)) await refreshStanding(t, providerId);
  }
}
