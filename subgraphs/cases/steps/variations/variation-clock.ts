import type { Transaction } from '../../../../kernel/database/work.js';
import { startDeadline } from '../../../../kernel/time/deadlines.js';
import { instantOf } from '../../../../kernel/time/working-time.js';
import type { Variation } from '../../entities/variations/variation.js';

/** What falls due of a variation: its beginning, its end, and that it is asked when it ends. [VAR-14, VAR-03, VAR-06] */
export type VariationClock = 'VAR-14' | 'VAR-03' | 'VAR-06' | 'VAR-03/chase';

/** Starts a clock that fires as this day begins, `YYYY-MM-DD`. */
export function firesOn(t: Transaction, variation: Variation, rule: VariationClock, day: string): Promise<void> {
  // A deadline is inclusive: what belongs to a day starts with the first instant after the day before.
  const dueAt = new Date(instantOf(day, '00:00').getTime() - 1);
  return startDeadline(t, { rule, subject: subjectOf(variation), council: variation.council, dueAt });
}

/** The subject of a variation's clocks. */
export function subjectOf({ id }: Pick<Variation, 'id'>): string {
  return `variation/${id}`;
}
