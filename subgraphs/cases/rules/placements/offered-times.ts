import { minutesUntil } from '../../../../kernel/time/working-time.js';
import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';
import type { Night } from '../../../../schema/events/cases.js';
import type { Policy } from '../../../../schema/policy.js';
import { dayBandRefusal } from '../requests/call-pattern.js';

/** What a provider can do at the start about the time that one call was requested for; wall clock, `HH:MM`. [ASM-14] */
export interface OfferedTime {
  readonly requested: string;
  readonly offered: string;
  readonly timeCritical: boolean;
  /** The kind of night that the call is, if it is one. */
  readonly night: Night | null;
  /** When the person was told that the time differs. */
  readonly advisedAt: Date | null;
}

/**
 * What keeps a provider's call times from being taken at `at`: a time that differs from the requested one and of which
 * the person has not been told since the award, one outside the day band of a call that is no night (WIN-15), or a
 * time-critical call moved by more than `policy.alert.timeCriticalMinutes`, the delay at which it would raise an alert.
 * Exactly that much complies. `field` is the path of the list. [ASM-14; 002 ¶7.5]
 */
export function offeredTimesRefusals(
  times: readonly OfferedTime[],
  field: string,
  { awardedAt, at }: { readonly awardedAt: Date; readonly at: Date },
  policy: Pick<Policy, 'alert' | 'hours'>,
): Refusal[] {
  const tolerance = policy.alert.timeCriticalMinutes;
  return times.flatMap((time, index) => {
    const outside = dayBandRefusal(time, time.offered, `${field}.${index}.offered`, policy);
    const refusals: Refusal[] = outside ? [outside] : [];
    const isAdvised = time.advisedAt !== null && awardedAt <= time.advisedAt && time.advisedAt <= at;
    if (time.offered !== time.requested && !isAdvised) {
      refusals.push(
        refuse(
          'ASM-14',
          'PERSON_NOT_ADVISED',
          'Tell the person that the time differs from the one requested, and record when they were told.',
          `${field}.${index}.advisedAt`,
        ),
      );
    }
    if (time.timeCritical && minutesApart(time.requested, time.offered) > tolerance) {
      refusals.push(
        refuse(
          'ASM-14',
          'TIME_CRITICAL_CALL_MOVED',
          `A time-critical call may be offered at most ${tolerance} minutes from ${time.requested}.`,
          `${field}.${index}.offered`,
        ),
      );
    }
    return refusals;
  });
}

/** Minutes between two times of day the shorter way round, so that 23:55 and 00:05 are ten apart. */
function minutesApart(a: string, b: string): number {
  return Math.min(minutesUntil(a, b), minutesUntil(b, a));
}
