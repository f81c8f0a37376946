import type { Transaction } from '../../../../kernel/database/work.js';
import type { DueDeadline } from '../../../../kernel/time/deadlines.js';
import { idOf } from '../../../../kernel/values/ids.js';
import { Variation } from '../../entities/variations/variation.js';
import { type Case, lockCase } from '../lock-case.js';

/** The variation that a deadline is about, as it stands once its case is held. */
export async function holdVariation(
  t: Transaction,
  { subject }: DueDeadline,
): Promise<{ readonly held: Case; readonly variation: Variation }> {
  const variation = await t.em.findOneOrFail(Variation, { id: idOf(subject) });
  const held = await lockCase(t, variation.placementId, variation.packageId);
  if (!held) throw new Error(`Placement ${variation.placementId} is not held.`);
  await t.em.refresh(variation);
  return { held, variation };
}
