import type { EntityManager } from '../../../../kernel/database/orm.js';
import type { Transaction } from '../../../../kernel/database/work.js';
import type { NeedProfile } from '../../../../schema/events/cases.js';
import type { ProviderStanding } from '../../../../schema/events/providers.js';
import { AgeRegistration } from '../../entities/people/age-registration.js';
import { Placement } from '../../entities/placements/placement.js';
import { coversAge } from '../../rules/people/age-registration.js';

/**
 * The register tells for which ages a provider is registered: children's records open or close to it at once. [IDG-11]
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

/** Whether the provider may read the record of somebody with this need; not, where the register has not told of it. [IDG-11] */
export async function mayKnow(em: EntityManager, providerId: string, need: NeedProfile): Promise<boolean> {
  const registered = await em.findOne(AgeRegistration, { providerId });
  return coversAge(need, registered?.ageBands ?? []);
}
