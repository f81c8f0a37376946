import type { Transaction } from '../../../../kernel/database/work.js';
import type { Package } from '../../entities/requests/package.js';
import { lockPackage } from '../lock-case.js';
import { endReleases } from './end-releases.js';

/**
 * A call-off of a package is over without a provider: no invitee reads the request form any more, and none is given it
 * under that call-off again. Answers the package, held; null if there is none. [IDG-04, IDG-05]
 */
export async function endCallOff(
  t: Transaction,
  { packageId, callOffId }: { readonly packageId: string; readonly callOffId: string },
): Promise<Package | null> {
  const carePackage = await lockPackage(t, packageId);
  if (!carePackage) return null;
  await endReleases(t, { packageId });
  if (!carePackage.endedCallOffs.includes(callOffId)) {
    carePackage.endedCallOffs = [...carePackage.endedCallOffs, callOffId];
  }
  return carePackage;
}
