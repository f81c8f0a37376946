import type { Transaction } from '../../../../kernel/database/work.js';
import type { Placement } from '../../entities/placements/placement.js';
import type { Variation } from '../../entities/variations/variation.js';
import { tellOfPlacement } from '../placements/tell-of-placement.js';

/** Tells everybody concerned that a variation is in effect, or will be from its first day on. [NTF-16] */
export async function tellVariation(t: Transaction, placement: Placement, variation: Variation): Promise<void> {
  const { id: variationId, state, kind, changes, initiator, effectiveFrom, effectiveTo } = variation;
  const type = state === 'AGREED' ? 'VariationAgreed' : 'VariationEffective';
  const { minutesBefore: before, minutesAfter: after } = variation;
  const hearers = { provider: true, roles: ['broker', 'practitioner', 'case-system'] } as const;
  const weeklyWorkerMinutes = { before, after };
  await tellOfPlacement(t, placement, type, hearers, {
    ...{ variationId, kind, changes, initiator, effectiveFrom, effectiveTo, weeklyWorkerMinutes },
  });
}
