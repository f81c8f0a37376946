import type { Transaction } from '../../../../kernel/database/work.js';
import { isId } from '../../../../kernel/values/ids.js';
import { notFound, RefusedError } from '../../../../kernel/values/refusal.js';
import { Location } from '../../entities/cqc/location.js';
import { CareHome } from '../../entities/homes/care-home.js';
import { lockedProvider } from '../register/locked-provider.js';

/**
 * A home and the location that it is, its provider locked until the transaction ends. Refuses `NOT_FOUND`.
 *
 * @param providerId whose home it must be; anybody's unless given
 */
export async function lockedHome(
  t: Transaction,
  id: string,
  providerId?: string,
): Promise<{ readonly home: CareHome; readonly location: Location }> {
  const owned = { id, ...(providerId !== undefined && { providerId }) };
  const seen = isId(id) ? await t.em.findOne(CareHome, owned) : null;
  if (!seen) throw new RefusedError([notFound('home', 'input.homeId')]);
  await lockedProvider(t, seen.providerId);
  const home = await t.em.findOneOrFail(CareHome, { id }, { refresh: true });
  return { home, location: await t.em.findOneOrFail(Location, { id: home.locationId }) };
}
