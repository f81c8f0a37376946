import type { Transaction } from '../../../../kernel/database/work.js';
import { startDeadline } from '../../../../kernel/time/deadlines.js';
import { addLocalDays, instantOf } from '../../../../kernel/time/working-time.js';
import type { Variation } from '../../entities/variations/variation.js';

/** Starts the clock by which a variation takes effect as its first day begins. [VAR-14] */
export function beginsOn(t: Transaction, variation: Variation, firstDay: string): Promise<void> {
  return start(t, variation, 'VAR-14', firstDay);
}

/** Starts the clock by which a suspension (VAR-03) or a temporary increase (VAR-06) ends with its last day. */
export function endsOn(
  t: Transaction,
  variation: Variation,
  rule: 'VAR-03' | 'VAR-06',
  lastDay: string,
): Promise<void> {
  return start(t, variation, rule, addLocalDays(lastDay, 1));
}

/** A deadline is inclusive: what belongs to a day starts with the first instant after the day before. */
function start(t: Transaction, variation: Variation, rule: string, day: string): Promise<void> {
  const dueAt = new Date(instantOf(day, '00:00').getTime() - 1);
  return startDeadline(t, { rule, subject: subjectOf(variation), council: variation.council, dueAt });
}

/** The subject of a variation's clocks. */
export function subjectOf({ id }: Pick<Variation, 'id'>): string {
  return `variation/${id}`;
}
