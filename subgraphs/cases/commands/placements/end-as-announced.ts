import type { Transaction } from '../../../../kernel/database/work.js';
import type { DueDeadline } from '../../../../kernel/time/deadlines.js';
import { idOf } from '../../../../kernel/values/ids.js';
import { Placement } from '../../entities/placements/placement.js';
import { isLive } from '../../rules/placements/placement-states.js';
import { lockCase } from '../../steps/lock-case.js';
import { endCare } from '../../steps/placements/end-care.js';

/** The last day of care, as it was announced, has passed: the placement ends. [AWRD-12] */
export async function endAsAnnounced(t: Transaction, deadline: DueDeadline): Promise<'MET'> {
  const { packageId, id } = await t.em.findOneOrFail(Placement, { id: idOf(deadline.subject) });
  const held = await lockCase(t, id, packageId);
  if (!held) throw new Error(`Placement ${id} is not held.`);
  await t.em.refresh(held.placement);
  const { state, endReason: reason, endDate } = held.placement;
  if (isLive(state) && reason && endDate) await endCare(t, held, { reason, endDate });
  return 'MET';
}
