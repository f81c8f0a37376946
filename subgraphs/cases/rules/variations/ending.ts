import type { VariationKind } from '../../../../schema/events/cases.js';
import type { VariationEvent, VariationState } from './variation-states.js';

/**
 * What the end of its placement does to a variation; null if nothing: a level for good, a resumption, and what is over
 * already stay as they are. One that was to begin later never does. A suspension or a temporary increase that is in
 * effect has the placement's last day as its own, if it had not ended before. Dates are `YYYY-MM-DD`. [AWRD-12, VAR-14,
 * SM-6]
 */
export function endedWithPlacement(
  variation: {
    readonly kind: VariationKind;
    readonly state: VariationState;
    readonly effectiveFrom: string;
    readonly effectiveTo: string | null;
  },
  lastDay: string,
): { readonly event: VariationEvent; readonly effectiveTo: string | null } | null {
  const { kind, state, effectiveFrom, effectiveTo } = variation;
  if (state === 'AGREED') return { event: 'cancel', effectiveTo };
  const isForAWhile = kind === 'SUSPEND' || kind === 'TEMPORARY_INCREASE';
  if (state !== 'EFFECTIVE' || !isForAWhile) return null;
  const end = lastDay < effectiveFrom ? effectiveFrom : lastDay;
  return { event: 'its placement ends', effectiveTo: effectiveTo !== null && effectiveTo < end ? effectiveTo : end };
}
