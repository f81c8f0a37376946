import { RefusedError } from '../../../kernel/values/refusal.js';
import { transition } from '../../../kernel/values/state-table.js';
import type { Placement } from '../entities/placements/placement.js';
import type { Package } from '../entities/requests/package.js';
import type { Variation } from '../entities/variations/variation.js';
import { type PlacementEvent, placementStates } from '../rules/placements/placement-states.js';
import { type PackageEvent, packageStates } from '../rules/requests/package-states.js';
import { type VariationEvent, variationStates } from '../rules/variations/variation-states.js';

/** Takes a package along SM-1. Refuses an event that its state does not know. */
export function movePackage(carePackage: Package, ...events: PackageEvent[]): void {
  for (const event of events) {
    const step = transition(packageStates, carePackage.state ?? '(new)', event);
    if ('refusal' in step) throw new RefusedError([step.refusal]);
    carePackage.state = step.to;
  }
}

/** Takes a placement along SM-4. Refuses an event that its state does not know. */
export function movePlacement(placement: Placement, event: PlacementEvent): void {
  const step = transition(placementStates, placement.state ?? '(new)', event);
  if ('refusal' in step) throw new RefusedError([step.refusal]);
  placement.state = step.to;
}

/** Takes a variation along SM-6. Refuses an event that its state does not know. */
export function moveVariation(variation: Variation, event: VariationEvent): void {
  const step = transition(variationStates, variation.state, event);
  if ('refusal' in step) throw new RefusedError([step.refusal]);
  variation.state = step.to;
}
