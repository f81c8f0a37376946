import type { Transaction } from '../../../kernel/database.js';
import type { PackageUnfilled } from '../../../schema/events/cases.js';
import { Placement } from '../entities/placement.js';
import { isLive } from '../rules/placement-states.js';
import { subjectOfPackage } from './change-need.js';
import { lockPackage, movePackage } from './on-case.js';
import { withdraw } from './withdraw-placement.js';

/**
 * No call-off seeks a provider any more: every stage failed, or a broker withdrew it. The package waits for a broker,
 * who is told. A package that has been cancelled, or whose care has begun, no longer cares. [SM-1]
 */
export async function leaveUnfilled(t: Transaction, packageId: string, reason: string): Promise<void> {
  const carePackage = await lockPackage(t, packageId);
  if (carePackage?.state === 'PLACED') {
    const placements = await t.em.find(Placement, { packageId });
    for (const placement of placements.filter(({ state }) => isLive(state)))
      await withdraw(t, carePackage, placement, reason);
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
