import type { Transaction } from '../../../../kernel/database/work.js';
import type { PackageUnfilled } from '../../../../schema/events/cases.js';
import { livePlacements } from '../../reads/placements/live-placements.js';
import { movePackage } from '../../steps/move.js';
import { releaseProvider } from '../../steps/placements/release-provider.js';
import { endCallOff } from '../../steps/requests/end-call-off.js';
import { followersOf, tellOfPackage } from '../../steps/requests/tell-of-package.js';

export interface LeaveUnfilled {
  readonly packageId: string;
  readonly callOffId: string;
  readonly reason: PackageUnfilled['data']['reason'];
  /** Another call-off of the package opens in the same breath. */
  readonly replaced?: boolean | undefined;
}

/**
 * No call-off seeks a provider any more: every stage failed, or a broker withdrew it and no other replaces it. The
 * package waits for a broker, everybody who follows it is told, and no invitee reads its request form any more. Nothing happens to a package that has been
 * cancelled or whose care has begun. [SM-1, IDG-04]
 */
export async function leaveUnfilled(t: Transaction, { reason, replaced, ...of }: LeaveUnfilled): Promise<void> {
  const carePackage = await endCallOff(t, of);
  if (replaced) return;
  if (carePackage?.state === 'PLACED') {
    for (const placement of await livePlacements(t.em, carePackage.id)) {
      await releaseProvider(t, carePackage, placement, reason);
    }
    movePackage(carePackage, 'provider cannot proceed');
  }
  if (carePackage?.state !== 'SOURCING') return;
  movePackage(carePackage, 'all stages fail');
  await tellOfPackage(t, carePackage, 'PackageUnfilled', followersOf(carePackage), { reason });
}
