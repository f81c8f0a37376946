import type { VariationKind } from '../../../../schema/events/cases.js';

/** What is known about a placement that decides on which days care is given. */
export interface PlacementDays {
  readonly live: boolean;
  /** First and last day of care; null if it has not begun, or has no end. */
  readonly startedOn: string | null;
  readonly endedOn: string | null;
  readonly changes: ReadonlyArray<{
    readonly kind: VariationKind;
    readonly effectiveFrom: string;
    readonly effectiveTo: string | null;
  }>;
}

/**
 * Why no care is commissioned on a day; null if care is commissioned. A suspension holds from its first day to its last,
 * or until a day from which care resumes. After the last day of a placement, or if it was withdrawn before it began,
 * nothing is expected and nothing is paid. [VAR-02, VAR-03, PAY-10; 001 Sus(a–c)]
 */
export function notCommissioned(placement: PlacementDays, day: string): 'SUSPENDED' | 'ENDED' | null {
  const { live, endedOn, changes } = placement;
  if (endedOn !== null ? day > endedOn : !live) return 'ENDED';
  const suspended = changes.some(
    (change) =>
      change.kind === 'SUSPEND' &&
      change.effectiveFrom <= day &&
      day <= (change.effectiveTo ?? day) &&
      !changes.some(
        (other) => other.kind === 'RESUME' && change.effectiveFrom <= other.effectiveFrom && other.effectiveFrom <= day,
      ),
  );
  return suspended ? 'SUSPENDED' : null;
}
