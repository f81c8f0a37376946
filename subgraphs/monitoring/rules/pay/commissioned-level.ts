import type { VariationKind } from '../../../../schema/events/cases.js';

/** A change of a placement's weekly level. Dates are `YYYY-MM-DD`, inclusive; `effectiveTo` null is open. */
export interface LevelChange {
  readonly kind: VariationKind;
  readonly initiator: string;
  readonly effectiveFrom: string;
  readonly effectiveTo: string | null;
  readonly minutesAfter: number;
}

/**
 * Worker-minutes commissioned over some days: a seventh of the level of each day of care, and nothing while care is
 * suspended. On a day one level holds, and none is added to another. A trusted assessor's change of level counts once it is signed off, which the hub is not told yet.
 * Rounded once, half up. [PAY-02, PAY-06, VAR-14, TA-12]
 *
 * @param agreed the weekly level as agreed at the award
 * @param changes in the order of their first days, and of two that begin on one day in the order in which they were told
 */
export function commissionedMinutes(agreed: number, changes: readonly LevelChange[], days: readonly string[]): number {
  const sevenths = days.reduce((sum, day) => sum + weeklyLevelOn(agreed, changes, day), 0);
  return Math.floor((sevenths * 2 + 7) / 14);
}

/** Each level takes the place of the one before it, from its first day to its last; then whatever holds applies again. */
function weeklyLevelOn(agreed: number, changes: readonly LevelChange[], day: string): number {
  const inForce = changes.filter(
    ({ effectiveFrom, effectiveTo }) => effectiveFrom <= day && day <= (effectiveTo ?? day),
  );
  if (inForce.some(({ kind }) => kind === 'SUSPEND')) return 0;
  const level = inForce.findLast(({ kind, initiator }) => kind !== 'SUSPEND' && initiator !== 'TRUSTED_ASSESSOR');
  return level?.minutesAfter ?? agreed;
}

/** Whether a trusted assessor's change is in effect on a day and awaits the council's sign-off. [PAY-06, TA-12] */
export function awaitsSignOff(changes: readonly LevelChange[], day: string): boolean {
  return changes.some(
    ({ initiator, effectiveFrom, effectiveTo }) =>
      initiator === 'TRUSTED_ASSESSOR' && effectiveFrom <= day && (effectiveTo === null || effectiveTo >= day),
  );
}
