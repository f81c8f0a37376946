import type { Transaction } from '../../../../kernel/database/work.js';
import type { Placement } from '../../entities/placements/placement.js';
import type { Variation } from '../../entities/variations/variation.js';
import { tellOfPlacement } from '../placements/tell-of-placement.js';

/** Tells everybody concerned that a variation is in effect. [NTF-16] */
export async function tellVariation(t: Transaction, placement: Placement, variation: Variation): Promise<void> {
  const { id: variationId, kind, changes, initiator, effectiveFrom, effectiveTo } = variation;
  const { minutesBefore: before, minutesAfter: after } = variation;
  const hearers = { provider: true, roles: ['broker', 'practitioner', 'case-system'] } as const;
  const weeklyWorkerMinutes = { before, after };
  await tellOfPlacement(t, placement, 'VariationEffective', hearers, {
    ...{ variationId, kind, changes, initiator, effectiveFrom, effectiveTo, weeklyWorkerMinutes },
  });
}
