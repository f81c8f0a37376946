import { inTransaction, type Work } from '../../../../kernel/database/work.js';
import type { Outcome } from '../../../../kernel/values/refusal.js';
import { endCallOff } from '../../steps/call-offs/end-call-off.js';
import { holdCallOffOfPackage } from '../../steps/call-offs/hold-call-off.js';
import { holdInItsWindow } from './hold-in-its-window.js';
import { leaveCallOff } from './leave-call-off.js';

/**
 * Withdraws the live call-off, if there is one, of a package that no longer needs a provider; one that seeks others as well goes
 * on for them. [SM-1, SM-2, ROUT-39, NTF-38]
 */
export async function withdrawForPackage(
  work: Work,
  cancelled: { readonly council: string; readonly packageId: string; readonly reason: string },
): Promise<Outcome<void>> {
  return inTransaction(work, cancelled.council, async (t) => {
    const held = await holdCallOffOfPackage(t, cancelled.packageId);
    if (!held) return;
    if (!held.callOff.together) return endCallOff(t, held, { code: 'PACKAGE_CANCELLED', reason: cancelled.reason });
    const now = await holdInItsWindow(t, cancelled);
    const { packageId } = cancelled;
    if (now) await leaveCallOff(t, now, { packageId, code: 'PACKAGE_CANCELLED', replaced: false });
  });
}
