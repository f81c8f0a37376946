import type { VariationKind } from '../../../../schema/events/cases.js';

/** What is known of a placement, by which days on which care is given are told from others. */
export interface PlacementDays {
  readonly live: boolean;
  /** First and last day of care; null where it has not begun, or has no end. */
  readonly startedOn: string | null;
  readonly endedOn: string | null;
  readonly changes: ReadonlyArray<{
    readonly kind: VariationKind;
    readonly effectiveFrom: string;
    readonly effectiveTo: string | null;
  }>;
}

/**
 * Why no care is commissioned on a day; null when it is. A suspension holds from its first day to its last, or until a
 * day from which care resumes; after the last day of a placement, or when it was withdrawn before it began, nothing is
 * expected and nothing paid. [VAR-02, VAR-03, PAY-10; 001 Sus(a–c)]
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
