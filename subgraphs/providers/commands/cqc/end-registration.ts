import type { Transaction } from '../../../../kernel/database/work.js';
import { localDateOf } from '../../../../kernel/time/working-time.js';
import { Location } from '../../entities/cqc/location.js';
import { registrationOn } from '../../rules/cqc/registration.js';
import { lockedProvider } from '../../steps/register/locked-provider.js';
import { refreshStanding } from '../../steps/register/refresh-standing.js';

/** The last day of a location's registration has passed: it is used for nothing new from this midnight on. [PROV-02] */
export async function endRegistration(t: Transaction, id: string, providerId: string): Promise<void> {
  await lockedProvider(t, providerId);
  const location = await t.em.findOneOrFail(Location, { id });
  Object.assign(location, registrationOn(location, localDateOf(await t.now())));
  await refreshStanding(t, providerId);
}
