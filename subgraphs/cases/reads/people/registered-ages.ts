import type { EntityManager } from '../../../../kernel/database/orm.js';
import type { NeedProfile } from '../../../../schema/events/cases.js';
import { AgeRegistration } from '../../entities/people/age-registration.js';
import { coversAge } from '../../rules/people/age-registration.js';

/**
 * Whether the provider may read the record of somebody with this need. It may not until the register has told its ages.
 * [IDG-11]
 */
export async function isRegisteredFor(em: EntityManager, providerId: string, need: NeedProfile): Promise<boolean> {
  const registered = await em.findOne(AgeRegistration, { providerId });
  return coversAge(need, registered?.ageBands ?? []);
}
