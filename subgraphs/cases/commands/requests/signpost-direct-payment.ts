import type { Transaction } from '../../../../kernel/database/work.js';
import { lockPackage } from '../../steps/lock-case.js';
import { movePackage } from '../../steps/move.js';
import { endReleases } from '../../steps/requests/end-releases.js';
import { followersOf, tellOfPackage } from '../../steps/requests/tell-of-package.js';

/**
 * The person has chosen another provider by a direct payment: the package is over, and the council places nobody. Whoever
 * follows it is told, and no invitee reads its request form any more. Nothing happens to a package that is sought for no
 * longer. [SM-1, CHOI-04, ASM-19]
 */
export async function signpostDirectPayment(
  t: Transaction,
  { packageId, callOffId }: { readonly packageId: string; readonly callOffId: string },
): Promise<void> {
  await endReleases(t, { packageId });
  const carePackage = await lockPackage(t, packageId);
  if (carePackage?.state !== 'SOURCING') return;
  movePackage(carePackage, 'take direct payment');
  carePackage.closedAt = await t.now();
  await tellOfPackage(t, carePackage, 'PackageSignposted', followersOf(carePackage), { callOffId });
}
