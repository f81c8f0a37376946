import { addLocalDays, endOfLocalDay, localDateOf } from '../../../../kernel/time/working-time.js';
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
        `No such placement is known here yet: the row is kept for ${HELD_DAYS} days, and is taken in once the placement is known.`,
        'placement',
      )
    : refuse(
        'CM-05',
        'QUARTER_CLOSED',
        'Its quarter is closed: the row is kept, and is taken in if the quarter is opened again.',
      );
}

/** Days after the one on which a row of an unknown placement came: who has not been awarded it by then never will be. */
export const HELD_DAYS = 90;

/** So many rows of unknown placements are kept for one provider and council: the visits of some months of a new area. */
export const MOST_HELD = 20_000;

/** The last instant for which a row of an unknown placement is kept: the end of the ninetieth day after it came. [DEL-01] */
export function heldUntil(heldAt: Date): Date {
  return endOfLocalDay(addLocalDays(localDateOf(heldAt), HELD_DAYS));
}

/** Rows that came on this London day or before are kept no longer once this limit has passed. [DEL-01] */
export function lastDayDropped(limit: Date): string {
  return addLocalDays(localDateOf(limit), -HELD_DAYS);
}

/** Refuses to keep one more row of an unknown placement when as many wait as are kept. `held` are those that wait. [DEL-01] */
export function tooManyHeldRefusal(held: number): Refusal | undefined {
  if (held < MOST_HELD) return undefined;
  return refuse(
    'DEL-01',
    'TOO_MANY_HELD',
    `${MOST_HELD} rows of placements that are not known here wait already, and no more are kept: name the placement as the council does.`,
    'placement',
  );
}
