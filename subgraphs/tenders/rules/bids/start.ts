import { addMinutes, instantOf, isWallTime } from '../../../../kernel/time/working-time.js';
import type { NeedProfile } from '../../../../schema/events/cases.js';
import type { Policy } from '../../../../schema/policy.js';
import type { BidContent } from './bid-content.js';

/**
 * Whether an offered start meets the need. [EVAL-04, EVAL-05, ROUT-15; 002 ¶4.6.4]
 *
 * Any time on the day needed, or before, does. Out of hospital so does a first call within `startHours` of the expected
 * discharge, itself included: somebody discharged in the evening may be called on first in the morning.
 */
export function startsInTime(
  { startDate, startTime }: Pick<BidContent, 'startDate' | 'startTime'>,
  { neededFrom, discharge }: Pick<NeedProfile, 'neededFrom' | 'discharge'>,
  policy: Policy['d2a'],
): boolean {
  if (startDate === null) return false;
  if (startDate <= neededFrom) return true;
  if (discharge === null || startTime === null || !isWallTime(startDate, startTime)) return false;
  return instantOf(startDate, startTime) <= addMinutes(new Date(discharge.expectedAt), policy.startHours * 60);
}
