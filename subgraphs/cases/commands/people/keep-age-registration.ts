import type { Transaction } from '../../../../kernel/database/work.js';
import type { ProviderStanding } from '../../../../schema/events/providers.js';
import { AgeRegistration } from '../../entities/people/age-registration.js';
import { Placement } from '../../entities/placements/placement.js';
import { coversAge } from '../../rules/people/age-registration.js';

/**
 * Keeps for which ages the register says a provider is registered: children's records open or close to it at once.
 * [IDG-11]
 */
export async function keepAgeRegistration(
  t: Transaction,
  { providerId, ageBands }: Pick<ProviderStanding, 'providerId' | 'ageBands'>,
): Promise<void> {
  const held = await t.em.findOne(AgeRegistration, { providerId });
  if (held) held.ageBands = [...ageBands];
  else t.em.persist(t.em.create(AgeRegistration, { providerId, ageBands: [...ageBands] }));
  for (const placement of await t.em.find(Placement, { providerId, need: { cohort: 'CYP' } })) {
    placement.coversAge = coversAge(placement.need, ageBands);
  }
}
