import type { Transaction } from '../../../../kernel/database/work.js';
import type { DueDeadline } from '../../../../kernel/time/deadlines.js';
import { addLocalDays } from '../../../../kernel/time/working-time.js';
import { isLive } from '../../rules/placements/placement-states.js';
import { moveVariation } from '../../steps/move.js';
import { changeLevel } from '../../steps/variations/change-level.js';
import { holdVariation } from '../../steps/variations/hold-variation.js';
import { tellVariation } from '../../steps/variations/tell-variation.js';

/** The last day of a temporary increase has passed: the level from before applies again. [VAR-06] */
export async function endTemporaryIncrease(t: Transaction, deadline: DueDeadline): Promise<'MET'> {
  const { held, variation } = await holdVariation(t, deadline);
  const { placement } = held;
  if (variation.state !== 'EFFECTIVE' || !isLive(placement.state)) return 'MET';
  moveVariation(variation, 'its last day passes');
  const before = placement.currentWeeklyWorkerMinutes;
  const after = before - (variation.minutesAfter - variation.minutesBefore);
  await changeLevel(t, held, after);
  await tellVariation(t, placement, variation, {
    kind: 'END_TEMPORARY_INCREASE',
    effectiveFrom: addLocalDays(variation.effectiveTo!, 1),
    weeklyWorkerMinutes: { before, after },
  });
  return 'MET';
}
