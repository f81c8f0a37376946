import type { Work } from '../../../../kernel/database/work.js';
import type { Allowed } from '../../../../kernel/identity/caller.js';
import { type Outcome, unlessRefused } from '../../../../kernel/values/refusal.js';
import type { Package } from '../../entities/requests/package.js';
import { livePlacements } from '../../reads/placements/live-placements.js';
import { cancellationRefusal } from '../../rules/requests/cancellation.js';
import { actOnPackage } from '../../steps/act-on-case.js';
import { movePackage } from '../../steps/move.js';
import { releaseProvider } from '../../steps/placements/release-provider.js';
import { followersOf, tellOfPackage } from '../../steps/requests/tell-of-package.js';

/** What providers are told of the reason: the council's own words may say something of the person. */
const TOLD = 'PACKAGE_CANCELLED';

export const allowed = {
  scope: 'requests:write',
  roles: ['broker', 'case-system', 'practitioner', 'discharge-team'],
} satisfies Allowed;

/**
 * The care is no longer wanted, and has not begun: the call-off is withdrawn, and a provider that was awarded and has
 * not started is released first. Refuses without a reason, and once care has begun: then it is ended. [SM-1, NTF-38]
 */
export async function cancelPackage(
  work: Work,
  input: { readonly idempotencyKey: string; readonly packageId: string; readonly reason: string },
): Promise<Outcome<Package>> {
  return actOnPackage(work, 'cancelPackage', allowed, input, async (t, carePackage) => {
    unlessRefused(cancellationRefusal(input.reason));
    const released = carePackage.state === 'PLACED' ? await livePlacements(t.em, carePackage.id) : [];
    if (released.length > 0) movePackage(carePackage, 'provider cannot proceed');
    movePackage(carePackage, 'cancel');
    carePackage.cancelReason = input.reason;
    carePackage.closedAt = await t.now();
    // Told before the placement is withdrawn: the call-off has then ended, and no refusal is counted to its winner.
    await tellOfPackage(t, carePackage, 'PackageCancelled', followersOf(carePackage), { reason: TOLD });
    for (const placement of released) await releaseProvider(t, carePackage, placement, TOLD);
  });
}
