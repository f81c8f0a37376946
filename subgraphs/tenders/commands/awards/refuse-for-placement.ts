import { inTransaction, type Work } from '../../../../kernel/database/work.js';
import type { Outcome } from '../../../../kernel/values/refusal.js';
import { packagesOf } from '../../../../schema/events/tenders.js';
import { idsTold } from '../../rules/call-offs/together.js';
import { reopenCallOff, winningBid } from '../../steps/awards/reopen-call-off.js';
import { holdCallOff } from '../../steps/call-offs/hold-call-off.js';

/** Reopens a call-off whose placement was withdrawn because its provider cannot proceed. [AWRD-09, SM-2] */
export async function refuseForPlacement(
  work: Work,
  withdrawn: {
    readonly council: string;
    readonly callOffId: string;
    readonly packageId: string;
    readonly providerId: string;
    readonly reason: string;
  },
): Promise<Outcome<void>> {
  return inTransaction(work, withdrawn.council, async (t) => {
    const held = await holdCallOff(t, withdrawn.callOffId);
    // Of several that were sought together this one may have left before.
    if (!packagesOf(idsTold(held.callOff)).includes(withdrawn.packageId)) return;
    const bid = await winningBid(t, held, withdrawn.providerId);
    if (bid) await reopenCallOff(t, held, bid, withdrawn.reason);
  });
}
