import type { VariationKind } from '../../../../schema/events/cases.js';
import type { VariationState } from './variation-states.js';

/** A variation as far as it says which level of care is commissioned on which days. Dates are `YYYY-MM-DD`, inclusive. */
export interface DatedLevel {
  readonly kind: VariationKind;
  readonly state: VariationState;
  readonly effectiveFrom: string;
  /** Null is open. */
  readonly effectiveTo: string | null;
  /** Worker-minutes a week on its days. */
  readonly minutesAfter: number;
  readonly recordedAt: Date;
}

/** Whether a variation of this kind sets a level: a suspension and its end leave the level as it is. [VAR-14] */
export function setsLevel(kind: VariationKind): boolean {
  return kind === 'REDUCE' || kind === 'INCREASE' || kind === 'TEMPORARY_INCREASE';
}

/**
 * Worker-minutes a week that are commissioned on a day. Each level takes the place of the one before it from its first
 * day on, a temporary one until its last day, after which whatever then holds applies again. Of two that begin on the
 * same day the one recorded later holds. Levels are never added or subtracted. [VAR-14, VAR-06, AWRD-10]
 *
 * @param agreed the level as agreed at the award
 */
export function levelOn(agreed: number, variations: readonly DatedLevel[], day: string): number {
  const inForce = variations
    .filter(({ kind, state }) => setsLevel(kind) && state !== 'CANCELLED')
    .filter(({ effectiveFrom, effectiveTo }) => effectiveFrom <= day && day <= (effectiveTo ?? day))
    .toSorted(inOrder);
  return inForce.at(-1)?.minutesAfter ?? agreed;
}

function inOrder(one: DatedLevel, other: DatedLevel): number {
  if (one.effectiveFrom !== other.effectiveFrom) return one.effectiveFrom < other.effectiveFrom ? -1 : 1;
  return one.recordedAt.getTime() - other.recordedAt.getTime();
}
