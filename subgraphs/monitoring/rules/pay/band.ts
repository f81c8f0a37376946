import { localTimeOf } from '../../../../kernel/time/working-time.js';
import type { Night } from '../../../../schema/events/cases.js';
import type { Policy } from '../../../../schema/policy.js';

export const PAY_BANDS = ['DAY', 'NIGHT', 'SLEEP_IN', 'WAKING_NIGHT'] as const satisfies readonly (
  | 'DAY'
  | 'NIGHT'
  | Night
)[];
export type PayBand = (typeof PAY_BANDS)[number];

/**
 * The band that a call is paid in. A night that its plan names is that night; any other call is day or night by the
 * London clock at its planned start. The first minute of the day is day, and the last instant before it is night.
 * [PAY-03; 002 App H]
 *
 * @param night null if the plan does not say that the call is a night
 */
export function bandOf(expectedStart: Date, night: Night | null, policy: Pick<Policy, 'hours'>): PayBand {
  if (night) return night;
  const time = localTimeOf(expectedStart);
  const { from, to } = policy.hours.day;
  return from <= time && time < to ? 'DAY' : 'NIGHT';
}
