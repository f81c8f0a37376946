import type { Calendar } from '../../../../kernel/time/bank-holidays.js';
import {
  addLocalDays,
  instantOf,
  isBy,
  isWallTime,
  isWeekendOrHoliday,
  localDateOf,
  weekdayOf,
} from '../../../../kernel/time/working-time.js';
import type { NeedProfile } from '../../../../schema/events/cases.js';
import type { Policy } from '../../../../schema/policy.js';

export const FIRST_CALL_TERMS = ['SAME_DAY', 'NEXT_MORNING', 'BY_AGREEMENT'] as const;
export type FirstCallTerms = (typeof FIRST_CALL_TERMS)[number];

/** What a notice of a discharge to assess binds a provider to. Days are London dates, `YYYY-MM-DD`. */
export interface FirstCallNotice {
  /** The day on which the first call is asked for. */
  readonly requestedOn: string;
  /** The first day on which the provider may be held to a first call; any earlier one is by agreement. */
  readonly requiredFrom: string;
  readonly terms: FirstCallTerms;
}

/**
 * On what terms a provider notified at that instant takes the first call after a discharge; null for any other need.
 *
 * A provider notified by the day's cut-off, the cut-off included, may be held to the call; after that, and for any
 * later day, broker and provider agree the time. [WIN-06, WIN-07, AMB-27; 002 App M §6]
 */
export function firstCallNotice(
  need: Pick<NeedProfile, 'neededFrom' | 'calls' | 'discharge'>,
  notifiedAt: Date,
  policy: Policy['d2a'],
  calendar: Calendar,
): FirstCallNotice | null {
  if (!need.discharge) return null;
  const requestedOn = requestedFirstCall(need, need.discharge.expectedAt, policy);
  const requiredFrom = firstDayRequired(notifiedAt, policy, calendar);
  const today = localDateOf(notifiedAt);
  const isNear = requiredFrom <= requestedOn && requestedOn <= addLocalDays(today, 1);
  const terms = isNear ? (requestedOn === today ? 'SAME_DAY' : 'NEXT_MORNING') : 'BY_AGREEMENT';
  return { requestedOn, requiredFrom, terms };
}

/**
 * The day of the notice if it came by the cut-off for a call the same day, the next day if it came by the one for a call
 * next morning, or else the day after. The day of the notice decides which cut-offs hold; those of the weekend hold on
 * bank holidays.
 */
function firstDayRequired(notifiedAt: Date, policy: Policy['d2a'], calendar: Calendar): string {
  const today = localDateOf(notifiedAt);
  const day = isWeekendOrHoliday(today, calendar) ? 'weekend' : 'weekday';
  if (isBy(notifiedAt, policy.sameDayCutoff[day])) return today;
  return addLocalDays(today, isBy(notifiedAt, policy.nextMorningCutoff[day]) ? 1 : 2);
}

/**
 * The day of the first call of the schedule once the person is at home: who is discharged in the evening may be asked
 * for next morning. A call later than the last that is booked on the evening of a discharge is not asked for (WIN-19).
 */
function requestedFirstCall(
  { neededFrom, calls }: Pick<NeedProfile, 'neededFrom' | 'calls'>,
  expectedAt: string,
  { latestBookedCall }: Policy['d2a'],
): string {
  const dischargeAt = new Date(expectedAt);
  const dischargeOn = localDateOf(dischargeAt);
  const isAsked =
    (day: string) =>
    ({ days, startTime }: NeedProfile['calls'][number]) =>
      days.includes(weekdayOf(day)) &&
      (day !== dischargeOn ||
        (startTime <= latestBookedCall && isWallTime(day, startTime) && instantOf(day, startTime) >= dischargeAt));
  const first = neededFrom > dischargeOn ? neededFrom : dischargeOn;
  const days = Array.from({ length: 8 }, (_, later) => addLocalDays(first, later));
  return days.find((day) => calls.some(isAsked(day))) ?? first;
}
