import type { Transaction } from '../../../../kernel/database/work.js';
import type { Told } from '../../../../kernel/log/reactions.js';
import type { VariationEffective } from '../../../../schema/events/cases.js';
import { settlePlacementAgain } from '../../steps/pay/settle-again.js';
import { lockVisits } from '../../steps/visits/lock-visits.js';

/** A variation that begins on approved days: the next statement settles what it changes of them. [PAY-06, PAY-11] */
export async function settleVaried(t: Transaction, told: Told<VariationEffective>): Promise<void> {
  await lockVisits(t, told);
  await settlePlacementAgain(t, told, { placementId: told.placementId, from: told.effectiveFrom });
}
