import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';
import type { Night } from '../../../../schema/events/cases.js';
import type { Policy } from '../../../../schema/policy.js';

/** Longer than any call, sleep-in nights among them. */
const LONGEST_MINUTES = 24 * 60;

/**
 * Refuses a planned length that is not a unit of service: it is shorter than `policy.visit.minMinutes`, not a multiple of
 * `policy.visit.incrementMinutes`, or longer than a day. Sleep-in and waking nights need only whole minutes.
 * [DEL-06; 002 ¶7.21]
 */
export function plannedLengthRefusal(
  plan: { readonly plannedStart: Date; readonly plannedEnd: Date; readonly night: Night | null },
  { minMinutes, incrementMinutes }: Policy['visit'],
): Refusal | undefined {
  const minutes = (plan.plannedEnd.getTime() - plan.plannedStart.getTime()) / 60_000;
  if (!(minutes > 0)) return lengthRefusal('A visit ends after it starts.');
  if (minutes > LONGEST_MINUTES) return lengthRefusal('A visit lasts a day at most.');
  if (plan.night) return Number.isInteger(minutes) ? undefined : lengthRefusal('A night is planned in whole minutes.');
  if (minutes >= minMinutes && minutes % incrementMinutes === 0) return undefined;
  return lengthRefusal(
    `A visit is at least ${minMinutes} minutes and a multiple of ${incrementMinutes}; nights are exempt.`,
  );
}

function lengthRefusal(message: string): Refusal {
  return refuse('DEL-06', 'VISIT_MINUTES_NOT_ALLOWED', message, 'plannedEnd');
}
