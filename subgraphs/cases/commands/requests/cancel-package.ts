import type { Work } from '../../../../kernel/database/work.js';
import { type Outcome, unlessRefused } from '../../../../kernel/values/refusal.js';
import type { PackageCancelled } from '../../../../schema/events/cases.js';
import type { Package } from '../../entities/requests/package.js';
import { cancellationRefusal } from '../../rules/requests/request-revision.js';
import { movePackage, onPackage } from '../../steps/on-case.js';
import { subjectOfPackage } from '../../steps/requests/change-need.js';
import { livePlacements, withdraw } from '../placements/withdraw-placement.js';

/** What providers are told of the reason: the council's own words may say something of the person. */
const TOLD = 'PACKAGE_CANCELLED';

/**
 * The care is no longer wanted, before it began: the call-off is withdrawn, and a provider that was awarded and has not
 * started is released first. Refuses without a reason, and once care has begun, which is ended instead. [SM-1, NTF-38]
 */
export async function cancelPackage(
  work: Work,
  input: { readonly idempotencyKey: string; readonly packageId: string; readonly reason: string },
): Promise<Outcome<Package>> {
  const allowed = {
    scope: 'requests:write',
    roles: ['broker', 'case-system', 'practitioner', 'discharge-team'],
  } as const;
  return onPackage(work, 'cancelPackage', allowed, input, async (t, carePackage) => {
    unlessRefused(cancellationRefusal(input.reason));
    const released = carePackage.state === 'PLACED' ? await livePlacements(t, carePackage) : [];
    if (released.length > 0) movePackage(carePackage, 'provider cannot proceed');
    movePackage(carePackage, 'cancel');
    carePackage.cancelReason = input.reason;
    carePackage.closedAt = await t.now();
    // Told before the placement is withdrawn: the call-off has then ended, and no refusal is counted to its winner.
    await t.tell({
      type: 'PackageCancelled',
      subject: subjectOfPackage(carePackage),
      council: carePackage.council,
      audience: { roles: ['broker'] },
      data: { packageId: carePackage.id, reason: TOLD } satisfies PackageCancelled['data'],
    });
    for (const placement of released) await withdraw(t, carePackage, placement, TOLD);
  });
}
