import type { Calendar } from '../../../../kernel/time/bank-holidays.js';
import { cutOffDay, firstDayNoticed } from '../../../../kernel/time/notice.js';
import {
  addLocalDays,
  instantOf,
  isWallTime,
  localDateOf,
  localTimeOf,
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

/** The morning ends at noon. (WIN-07) */
const NOON = '12:00';

/**
 * On what terms a provider notified at that instant takes the first call after a discharge; null for any other need.
 *
 * A provider notified by the day's cut-off, the cut-off included, may be held to a call that day or next morning. Only
 * these two may be asked of it: after the cut-off, and for any other time, broker and provider agree. Next morning is
 * from the beginning of `callBand` until noon, so that a call at four in the morning is agreed, as is one next afternoon;
 * a notice early enough for the morning has that afternoon's day in `requiredFrom` all the same. [WIN-06, WIN-07, WIN-19,
 * AMB-27; 002 App M §6]
 */
export function firstCallNotice(
  need: Pick<NeedProfile, 'neededFrom' | 'calls' | 'discharge'>,
  notifiedAt: Date,
  policy: Policy['d2a'],
  calendar: Calendar,
): FirstCallNotice | null {
  if (!need.discharge) return null;
  const { day: requestedOn, time } = requestedFirstCall(need, need.discharge.expectedAt, policy);
  const day = cutOffDay(notifiedAt, calendar);
  const requiredFrom = firstDayNoticed(notifiedAt, policy.sameDayCutoff[day], policy.nextMorningCutoff[day]);
  const today = localDateOf(notifiedAt);
  const isNoticed = requiredFrom <= requestedOn && time >= policy.callBand.from;
  const isNextMorning = requestedOn === addLocalDays(today, 1) && time < NOON;
  const near = requestedOn === today ? 'SAME_DAY' : isNextMorning ? 'NEXT_MORNING' : 'BY_AGREEMENT';
  return { requestedOn, requiredFrom, terms: isNoticed ? near : 'BY_AGREEMENT' };
}

/**
 * Day and time of the first call of the schedule once the person is at home: who is discharged in the evening may be
 * asked for next morning. A call later than the last that is booked on the evening of a discharge is not asked for
 * (WIN-19). Where no call is named it is the discharge itself.
 */
function requestedFirstCall(
  { neededFrom, calls }: Pick<NeedProfile, 'neededFrom' | 'calls'>,
  expectedAt: string,
  { latestBookedCall }: Policy['d2a'],
): { readonly day: string; readonly time: string } {
  const dischargeAt = new Date(expectedAt);
  const dischargeOn = localDateOf(dischargeAt);
  const first = neededFrom > dischargeOn ? neededFrom : dischargeOn;
  for (let later = 0; later < 8; later += 1) {
    const day = addLocalDays(first, later);
    const isAsked = ({ days, startTime }: NeedProfile['calls'][number]) =>
      days.includes(weekdayOf(day)) &&
      (day !== dischargeOn ||
        (startTime <= latestBookedCall && isWallTime(day, startTime) && instantOf(day, startTime) >= dischargeAt));
    const [time] = calls
      .filter(isAsked)
      .map(({ startTime }) => startTime)
      .sort();
    if (time !== undefined) return { day, time };
  }
  return { day: first, time: localTimeOf(dischargeAt) };
}
