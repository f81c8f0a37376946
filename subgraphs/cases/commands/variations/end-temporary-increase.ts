import type { Transaction } from '../../../../kernel/database/work.js';
import type { DueDeadline } from '../../../../kernel/time/deadlines.js';
import { addLocalDays } from '../../../../kernel/time/working-time.js';
import { variationsOf } from '../../reads/variations/variations-of.js';
import { isLive } from '../../rules/placements/placement-states.js';
import { levelOn } from '../../rules/variations/level.js';
import { moveVariation } from '../../steps/move.js';
import { changeLevel } from '../../steps/variations/change-level.js';
import { holdVariation } from '../../steps/variations/hold-variation.js';
import { tellVariation } from '../../steps/variations/tell-variation.js';

/** The last day of a temporary increase has passed: whatever level then holds applies again. [VAR-06, VAR-14] */
export async function endTemporaryIncrease(t: Transaction, deadline: DueDeadline): Promise<'MET'> {
  const { held, variation } = await holdVariation(t, deadline);
  const { placement } = held;
  if (variation.state !== 'EFFECTIVE' || !isLive(placement.state)) return 'MET';
  moveVariation(variation, 'its last day passes');
  const lastDay = variation.effectiveTo!;
  const from = addLocalDays(lastDay, 1);
  const variations = await variationsOf(t.em, placement.id);
  const before = levelOn(placement.weeklyWorkerMinutes, variations, lastDay);
  const after = levelOn(placement.weeklyWorkerMinutes, variations, from);
  await changeLevel(t, held, { from, before, after });
  await tellVariation(t, placement, variation, {
    kind: 'END_TEMPORARY_INCREASE',
    effectiveFrom: from,
    weeklyWorkerMinutes: { before, after },
  });
  return 'MET';
}
