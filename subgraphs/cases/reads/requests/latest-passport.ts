import type { EntityManager } from '../../../../kernel/database/orm.js';
import { DischargePassport } from '../../entities/requests/discharge-passport.js';

/** The discharge passport of a package: its latest version, or null for a package without one. */
export async function latestPassport(em: EntityManager, packageId: string): Promise<DischargePassport | null> {
  return em.findOne(DischargePassport, { packageId }, { orderBy: { version: 'desc' } });
}
