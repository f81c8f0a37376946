import type { Transaction } from '../../../../kernel/database/work.js';
import { addLocalDays } from '../../../../kernel/time/working-time.js';
import { Variation } from '../../entities/variations/variation.js';
import type { Case } from '../lock-case.js';
import { movePlacement, moveVariation } from '../move.js';
import { changeLevel } from './change-level.js';
import { resumeCare } from './resume-care.js';
import { tellVariation } from './tell-variation.js';
import { endsOn } from './variation-clock.js';

/** The first day of a variation has come: the placement stands so, and everybody concerned is told. [SM-6, VAR-14] */
export async function takeEffect(t: Transaction, held: Case, variation: Variation): Promise<void> {
  const { placement } = held;
  const { kind, effectiveFrom, effectiveTo, minutesBefore: before, minutesAfter: after } = variation;
  moveVariation(variation, 'its day comes');
  if (kind === 'RESUME') {
    const open = await t.em.findOneOrFail(Variation, {
      placementId: placement.id,
      kind: 'SUSPEND',
      state: 'EFFECTIVE',
      effectiveTo: null,
    });
    open.effectiveTo = addLocalDays(effectiveFrom, -1);
    await resumeCare(t, placement, open, effectiveFrom);
    return;
  }
  if (kind === 'SUSPEND') {
    movePlacement(placement, 'suspend');
    if (effectiveTo) await endsOn(t, variation, 'VAR-03', effectiveTo);
  } else {
    await changeLevel(t, held, after);
    if (kind === 'TEMPORARY_INCREASE') await endsOn(t, variation, 'VAR-06', effectiveTo!);
  }
  await tellVariation(t, placement, variation, { kind, effectiveFrom, weeklyWorkerMinutes: { before, after } });
}
