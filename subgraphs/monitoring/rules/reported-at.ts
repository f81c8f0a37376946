import { addMinutes } from '../../../kernel/time/working-time.js';
import { type Refusal, refuse } from '../../../kernel/values/refusal.js';

/** Between which instants something lies that somebody reports as done. */
export interface ReportedSpan {
  /** When that happened which it follows; null if nothing that is known. */
  readonly follows: Date | null;
  readonly now: Date;
  /** How far a source's clock may run ahead of the hub's. */
  readonly clockSkewMinutes: number;
}

/**
 * Refuses an instant at which something cannot have been done: one that is still to come, or that lies before what it
 * follows. It is the one rule for everything that is reported with a time: steps of an alert or a no reply, first calls,
 * spot checks, logs of calls. Exactly at either end complies. [DEL-28; catalogue 0.3]
 *
 * @param rule the rule under which it is reported
 */
export function reportedAtRefusal(
  rule: string,
  at: Date | null,
  { follows, now, clockSkewMinutes }: ReportedSpan,
  field: string,
): Refusal | undefined {
  if (at === null) return undefined;
  if (at > addMinutes(now, clockSkewMinutes)) {
    const message = `It is reported once it was done; a clock may be ${clockSkewMinutes} minutes ahead.`;
    return refuse(rule, 'INSTANT_IN_FUTURE', message, field);
  }
  if (follows !== null && at < follows) {
    return refuse(rule, 'INSTANT_TOO_EARLY', `It cannot have been done before ${follows.toISOString()}.`, field);
  }
  return undefined;
}

/** The earliest that a source's clock may show of what follows something timed by the hub itself. [catalogue 0.3] */
export function bySourceClock(hubInstant: Date, clockSkewMinutes: number): Date {
  return addMinutes(hubInstant, -clockSkewMinutes);
}

/**
 * The span of a first call or a spot check: nothing was done for a placement before it was awarded, or care began
 * elsewhere.
 * [ROUT-11, DEL-17]
 */
export function spanOfPlacement(
  placement: { readonly expectedFrom: Date | null },
  now: Date,
  clockSkewMinutes: number,
): ReportedSpan {
  const { expectedFrom } = placement;
  return { follows: expectedFrom && bySourceClock(expectedFrom, clockSkewMinutes), now, clockSkewMinutes };
}
