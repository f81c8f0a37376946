import type { Transaction } from '../../../../kernel/database/work.js';
import type { Told } from '../../../../kernel/log/reactions.js';
import { localDateOf } from '../../../../kernel/time/working-time.js';
import type { ProviderStandingChanged } from '../../../../schema/events/providers.js';
import { ProviderStanding } from '../../entities/sourcing/provider-standing.js';
import { expectQuarterEnd } from '../../steps/figures/expect-quarter-end.js';

/**
 * Keeps where a provider stands with a council, unless something newer is known. A council with a provider to monitor has
 * a quarter that ends. [CM-01, KPI-33]
 */
export async function keepStanding(t: Transaction, standing: Told<ProviderStandingChanged>): Promise<void> {
  const { council, providerId, version, memberships, capacity } = standing;
  const weeklyMinutes = (capacity.privateWeeklyMinutes ?? 0) + capacity.committedWeeklyMinutes;
  const facts = { version, memberships, weeklyMinutes };
  const known = await t.em.findOne(ProviderStanding, { council, providerId });
  if (!known) t.em.persist(t.em.create(ProviderStanding, { council, providerId, ...facts }));
  else if (known.version < version) t.em.assign(known, facts);
  await expectQuarterEnd(t, council, localDateOf(await t.now()));
}
