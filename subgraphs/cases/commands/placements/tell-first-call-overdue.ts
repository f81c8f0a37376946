import type { Transaction } from '../../../../kernel/database/work.js';
import type { DueDeadline } from '../../../../kernel/time/deadlines.js';
import { idOf } from '../../../../kernel/values/ids.js';
import { Placement } from '../../entities/placements/placement.js';
import { isLive } from '../../rules/placements/placement-states.js';
import { tellOfPlacement } from '../../steps/placements/tell-of-placement.js';

/**
 * Nobody has confirmed the first call by the limit: broker and care manager are told.
 *
 * The placement is read without holding its package: this transaction holds the deadline, which whoever holds the
 * package may settle. [ROUT-10, NTF-14]
 */
export async function tellFirstCallOverdue(t: Transaction, { subject }: DueDeadline): Promise<'MET' | 'MISSED'> {
  const placement = await t.em.findOneOrFail(Placement, { id: idOf(subject) });
  if (placement.confirmedAt || !isLive(placement.state)) return 'MET';
  await tellOfPlacement(t, placement, 'FirstCallOverdue', { roles: ['broker', 'practitioner'] }, {});
  return 'MISSED';
}
