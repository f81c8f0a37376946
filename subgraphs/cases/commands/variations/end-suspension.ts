import type { Transaction } from '../../../../kernel/database/work.js';
import type { DueDeadline } from '../../../../kernel/time/deadlines.js';
import { addLocalDays } from '../../../../kernel/time/working-time.js';
import { holdVariation } from '../../steps/variations/hold-variation.js';
import { resumeCare } from '../../steps/variations/resume-care.js';

/** The last day of a suspension has passed, which was known beforehand: care goes on. [VAR-03] */
export async function endSuspension(t: Transaction, deadline: DueDeadline): Promise<'MET'> {
  const { held, variation } = await holdVariation(t, deadline);
  if (variation.state !== 'EFFECTIVE' || held.placement.state !== 'SUSPENDED') return 'MET';
  await resumeCare(t, held.placement, variation, addLocalDays(variation.effectiveTo!, 1));
  return 'MET';
}
