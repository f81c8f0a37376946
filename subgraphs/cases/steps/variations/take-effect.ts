import type { Transaction } from '../../../../kernel/database/work.js';
import { addLocalDays } from '../../../../kernel/time/working-time.js';
import { Variation } from '../../entities/variations/variation.js';
import { variationsOf } from '../../reads/variations/variations-of.js';
import { levelOn } from '../../rules/variations/level.js';
import type { Case } from '../lock-case.js';
import { movePlacement, moveVariation } from '../move.js';
import { changeLevel } from './change-level.js';
import { resumeCare } from './resume-care.js';
import { tellVariation } from './tell-variation.js';
import { endsOn } from './variation-clock.js';

/** The first day of a variation has come: the placement stands so, and everybody concerned is told. [SM-6, VAR-14] */
export async function takeEffect(t: Transaction, held: Case, variation: Variation): Promise<void> {
  const { placement } = held;
  const { kind, effectiveFrom, effectiveTo, minutesBefore: before } = variation;
  moveVariation(variation, 'its day comes');
  if (kind === 'RESUME') return resume(t, held, effectiveFrom);
  // Of two levels that begin on one day, the later one is told by both.
  const after = levelOn(placement.weeklyWorkerMinutes, await variationsOf(t.em, placement.id), effectiveFrom);
  if (kind === 'SUSPEND') {
    movePlacement(placement, 'suspend');
    if (effectiveTo) await endsOn(t, variation, 'VAR-03', effectiveTo);
  } else {
    await changeLevel(t, held, { from: effectiveFrom, before, after });
    if (kind === 'TEMPORARY_INCREASE') await endsOn(t, variation, 'VAR-06', effectiveTo!);
  }
  await tellVariation(t, placement, variation, { kind, effectiveFrom, weeklyWorkerMinutes: { before, after } });
}

/** Its suspension was given its last day when the resumption was recorded, and may have ended with that day already. */
async function resume(t: Transaction, { placement }: Case, from: string): Promise<void> {
  const lastDay = addLocalDays(from, -1);
  const of = { placementId: placement.id, kind: 'SUSPEND', state: 'EFFECTIVE', effectiveTo: lastDay } as const;
  const suspension = await t.em.findOne(Variation, of);
  if (suspension) await resumeCare(t, placement, suspension, from);
}
