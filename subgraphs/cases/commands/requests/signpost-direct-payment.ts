import type { Transaction } from '../../../../kernel/database/work.js';
import { movePackage } from '../../steps/move.js';
import { endCallOff } from '../../steps/requests/end-call-off.js';
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
  const carePackage = await endCallOff(t, { packageId, callOffId });
  if (carePackage?.state !== 'SOURCING') return;
  movePackage(carePackage, 'take direct payment');
  carePackage.closedAt = await t.now();
  await tellOfPackage(t, carePackage, 'PackageSignposted', followersOf(carePackage), { callOffId });
}
