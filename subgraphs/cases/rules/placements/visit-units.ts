import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';
import type { Policy } from '../../../../schema/policy.js';

const DAY_MINUTES = 24 * 60;

/**
 * Refuses a commissioned length that is no unit of service: shorter than `policy.visit.minMinutes` or not a multiple of
 * `policy.visit.incrementMinutes`. The message names the nearest lengths that would do. Sleep-in and waking nights are
 * exempt and only need whole minutes. No call outlasts a day. `field` is the path of the length in the caller's input.
 * [DEL-06; 002 ¶7.21]
 */
export function visitMinutesRefusal(
  call: { readonly minutes: number; readonly night?: unknown },
  field: string,
  policy: Pick<Policy, 'visit'>,
): Refusal | undefined {
  const { minMinutes, incrementMinutes } = policy.visit;
  const { minutes } = call;
  if (minutes > DAY_MINUTES) return notAllowed(`A call lasts a day at most: ${DAY_MINUTES} minutes.`, field);
  if (call.night) {
    if (Number.isInteger(minutes) && minutes > 0) return undefined;
    return notAllowed('A night is commissioned in whole minutes.', field);
  }
  if (minutes >= minMinutes && minutes % incrementMinutes === 0) return undefined;
  const units = `A call is at least ${minMinutes} minutes and a multiple of ${incrementMinutes}`;
  return notAllowed(`${units}; nearest: ${nearest(minutes, minMinutes, incrementMinutes).join(' or ')}.`, field);
}

/** The allowed lengths just below and just above, or the shortest one alone. */
function nearest(minutes: number, minMinutes: number, increment: number): readonly number[] {
  const shortest = Math.ceil(minMinutes / increment) * increment;
  if (!(minutes > shortest)) return [shortest];
  const below = Math.floor(minutes / increment) * increment;
  return [below, below + increment];
}

function notAllowed(message: string, field: string): Refusal {
  return refuse('DEL-06', 'VISIT_MINUTES_NOT_ALLOWED', message, field);
}
