import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';

export const HELD_BECAUSE = ['PLACEMENT_UNKNOWN', 'QUARTER_CLOSED'] as const;
export type HeldBecause = (typeof HELD_BECAUSE)[number];

/** Why a row cannot be counted yet; null if it can. [DEL-01, CM-05] */
export function heldBecause(row: {
  readonly placementKnown: boolean;
  readonly quarterClosed: boolean;
}): HeldBecause | null {
  if (!row.placementKnown) return 'PLACEMENT_UNKNOWN';
  return row.quarterClosed ? 'QUARTER_CLOSED' : null;
}

/** What the sender of a row that is held is told. [DEL-01, CM-05] */
export function heldRefusal(because: HeldBecause): Refusal {
  return because === 'PLACEMENT_UNKNOWN'
    ? refuse(
        'DEL-01',
        'PLACEMENT_UNKNOWN',
        'No such placement is known here yet: the row is kept, and is taken in once the placement is known.',
        'placement',
      )
    : refuse(
        'CM-05',
        'QUARTER_CLOSED',
        'Its quarter is closed: the row is kept, and is taken in if the quarter is opened again.',
      );
}
