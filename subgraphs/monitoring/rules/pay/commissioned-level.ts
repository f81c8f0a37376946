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
 * Worker-minutes commissioned over some days: a seventh of the weekly level for each day of care, and nothing while
 * care is suspended. A trusted assessor's change of level counts once it is signed off, which the hub is not told yet.
 * Rounded once, half up. [PAY-02, PAY-06, TA-12]
 *
 * @param agreed the weekly level as agreed at the award
 * @param changes in the order of their first days
 */
export function commissionedMinutes(agreed: number, changes: readonly LevelChange[], days: readonly string[]): number {
  const sevenths = days.reduce((sum, day) => sum + weeklyLevelOn(agreed, changes, day), 0);
  return Math.floor((sevenths * 2 + 7) / 14);
}

function weeklyLevelOn(agreed: number, changes: readonly LevelChange[], day: string): number {
  let level = agreed;
  let more: number | null = null;
  let suspended = false;
  for (const { kind, initiator, effectiveFrom, effectiveTo, minutesAfter } of changes) {
    if (effectiveFrom > day) continue;
    const past = effectiveTo !== null && effectiveTo < day;
    if (kind === 'SUSPEND') suspended = !past;
    else if (kind === 'RESUME') suspended = false;
    else if (initiator === 'TRUSTED_ASSESSOR') continue;
    else if (kind === 'TEMPORARY_INCREASE') more = past ? null : minutesAfter;
    else if (kind === 'END_TEMPORARY_INCREASE') more = null;
    else level = minutesAfter;
  }
  return suspended ? 0 : (more ?? level);
}

/** Whether a trusted assessor's change is in effect on a day and awaits the council's sign-off. [PAY-06, TA-12] */
export function awaitsSignOff(changes: readonly LevelChange[], day: string): boolean {
  return changes.some(
    ({ initiator, effectiveFrom, effectiveTo }) =>
      initiator === 'TRUSTED_ASSESSOR' && effectiveFrom <= day && (effectiveTo === null || effectiveTo >= day),
  );
}
