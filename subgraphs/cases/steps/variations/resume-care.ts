import type { Transaction } from '../../../../kernel/database/work.js';
import type { Placement } from '../../entities/placements/placement.js';
import type { Variation } from '../../entities/variations/variation.js';
import { movePlacement, moveVariation } from '../move.js';
import { tellVariation } from './tell-variation.js';

/** Ends a suspension: care goes on from this day. [VAR-03] */
export async function resumeCare(
  t: Transaction,
  placement: Placement,
  suspension: Variation,
  from: string,
): Promise<void> {
  moveVariation(suspension, 'resume');
  movePlacement(placement, 'resume');
  const level = placement.currentWeeklyWorkerMinutes;
  await tellVariation(t, placement, suspension, {
    kind: 'RESUME',
    effectiveFrom: from,
    weeklyWorkerMinutes: { before: level, after: level },
  });
}
