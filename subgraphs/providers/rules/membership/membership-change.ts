import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';
import type { DateSpan } from '../date-span.js';

/** Refuses `REASON_REQUIRED` for a change of a membership that does not say why it is made [SM-5]. */
export function changeReasonRefusal(reason: string): Refusal | undefined {
  if (reason.trim()) return undefined;
  return refuse('SM-5', 'REASON_REQUIRED', 'A change of a membership says why it is made.', 'reason');
}

/** Refuses `NOT_REGISTERED` for restoring a member that CQC does not register [PROV-02]. */
export function restoringRefusal(registered: boolean): Refusal | undefined {
  return registered ? undefined : refuse('PROV-02', 'NOT_REGISTERED', 'A member must be registered with CQC.');
}

/**
 * The last day of a membership that ends today, `YYYY-MM-DD`: today, or the day on which it ends anyway if that comes
 * first. A membership that has not begun ends on the day on which it would have begun [SM-5].
 */
export function lastDayOnExit({ from, to }: DateSpan, today: string): string {
  const lastDay = today > from ? today : from;
  return to !== null && to < lastDay ? to : lastDay;
}
