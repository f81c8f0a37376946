import type { Transaction } from '../../../../kernel/database/work.js';
import type { DueDeadline } from '../../../../kernel/time/deadlines.js';
import { isLive } from '../../rules/placements/placement-states.js';
import { holdVariation } from '../../steps/variations/hold-variation.js';
import { takeEffect } from '../../steps/variations/take-effect.js';

/** The day of a variation has come. What was to begin as its placement ends never does. [VAR-14, AWRD-12] */
export async function applyVariation(t: Transaction, deadline: DueDeadline): Promise<'MET'> {
  const { held, variation } = await holdVariation(t, deadline);
  const { state, endDate } = held.placement;
  const isAfterEnd = endDate !== null && endDate < variation.effectiveFrom;
  if (isLive(state) && !isAfterEnd && variation.state === 'AGREED') await takeEffect(t, held, variation);
  return 'MET';
}
