import type { Transaction } from '../../../../kernel/database/work.js';
import type { DueDeadline } from '../../../../kernel/time/deadlines.js';
import { idOf } from '../../../../kernel/values/ids.js';
import { Placement } from '../../entities/placements/placement.js';
import { isLive } from '../../rules/placements/placement-states.js';
import { tellOfPlacement } from '../../steps/placements/tell-of-placement.js';

/**
 * Reminds provider, D2A team and broker that the six weeks of a D2A package end.
 *
 * The placement is read without holding its package: this transaction holds the deadline, which whoever holds the
 * package may settle. [ROUT-16, NTF-17]
 */
export async function remindOfD2aEnd(t: Transaction, { subject, data }: DueDeadline): Promise<'MET'> {
  const placement = await t.em.findOneOrFail(Placement, { id: idOf(subject) });
  const lastDate = placement.d2aEndDate ?? placement.d2aLastDate;
  if (lastDate === null || !isLive(placement.state)) return 'MET';
  const hearers = { provider: true, roles: ['discharge-team', 'broker'] } as const;
  await tellOfPlacement(t, placement, 'D2aPackageEnding', hearers, { day: Number(data?.day), lastDate });
  return 'MET';
}
