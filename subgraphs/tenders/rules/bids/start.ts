import { addMinutes, instantOf, isWallTime } from '../../../../kernel/time/working-time.js';
import type { NeedProfile } from '../../../../schema/events/cases.js';
import type { Policy } from '../../../../schema/policy.js';
import type { BidContent } from './bid-content.js';

/**
 * Whether an offered start meets the need, if the package is awarded at `awardedAt`.
 *
 * Any time on the day needed, or on an earlier day, is in time. After a discharge from hospital, a first call within
 * `startHours` of the award or of the expected discharge, whichever is later, is in time as well, the limit included: a
 * person discharged in the evening may have the first call in the morning. [EVAL-04, EVAL-05, ROUT-15, AMB-51; 002
 * ¶4.6.4]
 */
export function startsInTime(
  { startDate, startTime }: Pick<BidContent, 'startDate' | 'startTime'>,
  { neededFrom, discharge }: Pick<NeedProfile, 'neededFrom' | 'discharge'>,
  awardedAt: Date,
  policy: Policy['d2a'],
): boolean {
  if (startDate === null) return false;
  if (startDate <= neededFrom) return true;
  if (discharge === null || startTime === null || !isWallTime(startDate, startTime)) return false;
  const dischargeAt = new Date(discharge.expectedAt);
  const from = dischargeAt > awardedAt ? dischargeAt : awardedAt;
  return instantOf(startDate, startTime) <= addMinutes(from, policy.startHours * 60);
}
