import { inTransaction, type Work } from '../../../../kernel/database/work.js';
import type { Outcome } from '../../../../kernel/values/refusal.js';
import { Bid } from '../../entities/bids/bid.js';
import { moveBid } from '../../steps/bids/move-bid.js';
import { holdCallOff } from '../../steps/call-offs/hold-call-off.js';
import { moveCallOff } from '../../steps/call-offs/move-call-off.js';

/** Completes a call-off whose care has started. [SM-2, SM-3] */
export async function completeCallOff(
  work: Work,
  started: { readonly council: string; readonly callOffId: string; readonly providerId: string },
): Promise<Outcome<void>> {
  return inTransaction(work, started.council, async (t) => {
    const { callOff } = await holdCallOff(t, started.callOffId);
    if (callOff.state !== 'AWARDED') return;
    const bid = await t.em.findOne(Bid, { callOffId: callOff.id, providerId: started.providerId, state: 'WON' });
    if (!bid) return;
    await moveBid(t, callOff, bid, 'start confirmed');
    await moveCallOff(t, callOff, 'start confirmed');
  });
}
