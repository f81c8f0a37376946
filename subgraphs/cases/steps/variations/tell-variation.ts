import type { Transaction } from '../../../../kernel/database/work.js';
import type { VariationEffective, VariationKind } from '../../../../schema/events/cases.js';
import type { Placement } from '../../entities/placements/placement.js';
import type { Variation } from '../../entities/variations/variation.js';
import { tellOfPlacement } from '../placements/tell-of-placement.js';

/** Tells everybody concerned that a variation is in effect, or that what it did has ended. [NTF-16] */
export async function tellVariation(
  t: Transaction,
  placement: Placement,
  variation: Variation,
  effect: Pick<VariationEffective['data'], 'effectiveFrom' | 'weeklyWorkerMinutes'> & { readonly kind: VariationKind },
): Promise<void> {
  const { id: variationId, initiator } = variation;
  const effectiveTo = effect.kind === variation.kind ? variation.effectiveTo : null;
  const hearers = { provider: true, roles: ['broker', 'practitioner', 'case-system'] } as const;
  await tellOfPlacement(t, placement, 'VariationEffective', hearers, {
    variationId,
    initiator,
    effectiveTo,
    ...effect,
  });
}
