import { policyInForce } from '../../../../kernel/database/policy-in-force.js';
import type { Transaction } from '../../../../kernel/database/work.js';
import { localDateOf } from '../../../../kernel/time/working-time.js';
import { CARE_TYPES, type CareType } from '../../../../schema/events/cases.js';
import type { LowRateQueryOpened } from '../../../../schema/events/providers.js';
import { Membership } from '../../entities/membership/membership.js';
import { LowRateQuery, Rate } from '../../entities/rates/rate.js';
import { isActive } from '../../rules/membership/membership.js';
import { lowRateQueriesToOpen } from '../../rules/rates/low-rate.js';
import { blendedRatePence } from '../../rules/rates/rate-table.js';

/**
 * Opens a query about each blended rate of the provider, on a date (`YYYY-MM-DD`, today or later), that looks
 * artificially low beside the prices of the framework's providers on that date. Answers whether it opened any. [PROV-33]
 */
export async function queryLowRates(
  t: Transaction,
  providerId: string,
  council: string,
  date: string,
): Promise<boolean> {
  await t.em.flush();
  const now = await t.now();
  const on = date > localDateOf(now) ? date : localDateOf(now);
  const { policy } = await policyInForce(t.em, council, now);
  const members = await t.em.find(Membership, { council, vehicle: 'FRAMEWORK', status: 'ADMITTED' });
  const framework = new Set(members.filter((member) => isActive(member, on)).map((member) => member.providerId));
  const rates = await t.em.find(Rate, { council, kind: 'BLENDED', providerId: { $in: [providerId, ...framework] } });
  const rateOf = (provider: string) =>
    blendedRatePence(
      rates.filter((rate) => rate.providerId === provider),
      on,
    );

  const prices = [...framework].map(rateOf);
  const frameworkPrices = Object.fromEntries(
    CARE_TYPES.map((careType) => [careType, prices.flatMap((price) => price[careType] ?? [])]),
  );
  const queries = await t.em.find(LowRateQuery, { providerId, council });
  const own = rateOf(providerId) as Record<CareType, number>;
  const low = lowRateQueriesToOpen(own, frameworkPrices, queries, policy.rates.lowPctOfMedian) as CareType[];
  for (const careType of low) {
    const query = t.em.create(LowRateQuery, { providerId, council, careType, pence: own[careType], openedAt: now });
    t.em.persist(query);
    await t.tell({
      type: 'LowRateQueryOpened',
      subject: `provider/${providerId}`,
      council,
      audience: { providers: [providerId], roles: ['broker', 'contract-officer'] },
      data: { providerId, queryId: query.id, careType },
    } satisfies Omit<LowRateQueryOpened, 'actor' | 'occurredAt'>);
  }
  return low.length > 0;
}
