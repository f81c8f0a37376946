import { addMinutes } from '../../../../kernel/time/working-time.js';
import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';

/** Whoever reports a step of an alert or a no reply means this call: none of its steps lies further back. */
const FURTHEST_BACK_MINUTES = 24 * 60;

/**
 * Refuses the instant of a step that has not been taken yet, or that lies more than a day before the call it is about.
 * [DEL-28; catalogue 0.3]
 *
 * @param clockSkewMinutes how far a source's clock may run ahead
 */
export function stepAtRefusal(
  at: Date,
  call: { readonly plannedStart: Date },
  now: Date,
  clockSkewMinutes: number,
  field: string,
): Refusal | undefined {
  if (at > addMinutes(now, clockSkewMinutes)) {
    return refuse('DEL-28', 'STEP_IN_FUTURE', 'A step is reported after it was taken.', field);
  }
  if (at < addMinutes(call.plannedStart, -FURTHEST_BACK_MINUTES)) {
    return refuse(
      'DEL-28',
      'STEP_BEFORE_CALL',
      'A step of this call was taken at most a day before its planned start.',
      field,
    );
  }
  return undefined;
}
