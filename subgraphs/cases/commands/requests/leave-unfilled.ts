import type { Transaction } from '../../../../kernel/database/work.js';
import type { PackageUnfilled } from '../../../../schema/events/cases.js';
import { lockPackage, movePackage } from '../../steps/on-case.js';
import { subjectOfPackage } from '../../steps/requests/change-need.js';
import { livePlacements, withdraw } from '../placements/withdraw-placement.js';

/**
 * No call-off seeks a provider any more: every stage failed, or a broker withdrew it and none replaces it. The package
 * waits for a broker, who is told. One that has been cancelled, or whose care has begun, no longer cares. [SM-1]
 */
export async function leaveUnfilled(
  t: Transaction,
  { packageId, reason, replaced }: { readonly packageId: string; readonly reason: string; readonly replaced?: boolean },
): Promise<void> {
  if (replaced) return;
  const carePackage = await lockPackage(t, packageId);
  if (carePackage?.state === 'PLACED') {
    for (const placement of await livePlacements(t, carePackage)) await withdraw(t, carePackage, placement, reason);
    movePackage(carePackage, 'provider cannot proceed');
  }
  if (carePackage?.state !== 'SOURCING') return;
  movePackage(carePackage, 'all stages fail');
  await t.tell({
    type: 'PackageUnfilled',
    subject: subjectOfPackage(carePackage),
    council: carePackage.council,
    audience: { roles: ['broker'] },
    data: { packageId, reason } satisfies PackageUnfilled['data'],
  });
}
