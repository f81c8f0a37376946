import type { Transaction } from '../../../../kernel/database/work.js';
import type { DueDeadline } from '../../../../kernel/time/deadlines.js';
import { isLive } from '../../rules/placements/placement-states.js';
import { holdVariation } from '../../steps/variations/hold-variation.js';
import { keepLastDay } from '../../steps/variations/keep-last-day.js';

/** The last day of a suspension or of a temporary increase has passed: it ends. [VAR-03, VAR-06] */
export async function endVaried(t: Transaction, deadline: DueDeadline): Promise<'MET'> {
  const { held, variation } = await holdVariation(t, deadline);
  if (isLive(held.placement.state)) await keepLastDay(t, held, variation);
  return 'MET';
}
