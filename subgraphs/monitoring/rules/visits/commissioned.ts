import type { VariationKind } from '../../../../schema/events/cases.js';

/** What is known about a placement that decides on which days care is given. Days are `YYYY-MM-DD`, inclusive. */
export interface PlacementDays {
  readonly live: boolean;
  /** Last day of care once it has ended; null if it has not. */
  readonly endedOn: string | null;
  /** Last day of care as it is announced; null if no end is. */
  readonly endsOn: string | null;
  readonly changes: ReadonlyArray<{
    readonly kind: VariationKind;
    readonly effectiveFrom: string;
    /** Null is open. */
    readonly effectiveTo: string | null;
  }>;
}

/** Whether an event of this kind ends a variation that was told before, and names it. [VAR-03, VAR-06, VAR-14] */
export function isEnd(kind: VariationKind): boolean {
  return kind === 'RESUME' || kind === 'END_TEMPORARY_INCREASE';
}

/**
 * Why no care is commissioned on a day; null if care is commissioned. A suspension holds from its first day to its last,
 * which it is given when care resumes. After the last day of a placement, if only announced, or if it was withdrawn
 * before it began, nothing is expected and nothing is paid. [VAR-02, VAR-03, PAY-10, AWRD-12; 001 Sus(a–c)]
 */
export function notCommissioned(placement: PlacementDays, day: string): 'SUSPENDED' | 'ENDED' | null {
  const { live, endedOn, endsOn, changes } = placement;
  const last = endedOn ?? endsOn;
  if (last !== null ? day > last : !live) return 'ENDED';
  const suspended = changes.some(
    ({ kind, effectiveFrom, effectiveTo }) => kind === 'SUSPEND' && effectiveFrom <= day && day <= (effectiveTo ?? day),
  );
  return suspended ? 'SUSPENDED' : null;
}
