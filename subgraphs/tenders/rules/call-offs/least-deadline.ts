import type { Calendar } from '../../../../kernel/time/bank-holidays.js';
import type { CallOffRoute } from '../../../../schema/events/tenders.js';
import type { Policy } from '../../../../schema/policy.js';
import type { RoutedCare } from '../routes/definition.js';
import { definitionOf } from '../routes/routes.js';
import { endOfClock } from '../stages/window.js';

/** The end of the least time that a call-off on this route, published now, leaves to answer. [WIN-11] */
export function leastDeadline(
  route: CallOffRoute,
  care: RoutedCare,
  now: Date,
  policy: Policy,
  calendar: Calendar,
): Date {
  return endOfClock(definitionOf(route).stages[0].window, now, care, policy, calendar);
}
