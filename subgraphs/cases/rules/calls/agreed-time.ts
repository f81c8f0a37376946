import { addLocalDays, beginningOf, weekdayOf } from '../../../../kernel/time/working-time.js';
import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';
import type { CommissionedCall } from '../../../../schema/events/cases.js';
import type { Policy } from '../../../../schema/policy.js';
import { dayBandRefusal } from '../requests/call-pattern.js';
import { type CallsOverDays, callsOn, stretches } from './calls-in-force.js';
import { callNotInForceRefusal } from './commissioned-week.js';

export const AGREED_WITH = ['PERSON', 'NEXT_OF_KIN', 'REPRESENTATIVE'] as const;
/** Who agreed to another time of a call. [ASM-14] */
export type AgreedWith = (typeof AGREED_WITH)[number];

/** Another time of a call, agreed with the person or somebody close. Days are `YYYY-MM-DD`, the time `HH:MM`. */
export interface AgreedTime {
  readonly callId: string;
  readonly from: string;
  /** The last day; null is for good. */
  readonly to: string | null;
  readonly startTime: string;
  readonly agreedWith: AgreedWith;
  readonly agreedAt: Date;
}

/**
 * What keeps an agreed time from being taken: a last day before the first, a call that is not in force or does not take
 * place on these days, an agreement that is still to come (ASM-14), a time-critical call, which the council alone moves
 * (ASM-13), a start outside the day band of a call that is no night (WIN-15), and one that is recorded when the first call
 * that it moves may have begun: it must be recorded before the old start and before the new one. [ASM-14]
 *
 * @param versions of the placement, in the order in which they were recorded
 */
export function agreedTimeRefusals(
  agreed: AgreedTime,
  facts: { readonly versions: readonly CallsOverDays[]; readonly now: Date; readonly byCouncil: boolean },
  policy: Pick<Policy, 'hours'>,
): Refusal[] {
  const { from, to, startTime, agreedAt } = agreed;
  const { versions, now, byCouncil } = facts;
  if (to !== null && to < from) {
    return [refuse('ASM-14', 'ENDS_BEFORE_START', 'The last day must be the first day or a later one.', 'input.to')];
  }
  const first = firstOf(versions, agreed);
  if (first === 'NEVER') return [callNotInForceRefusal('input.callId')];
  if (first === 'NOT_ON_THESE_DAYS') {
    const message = 'The call takes place on none of these days: name one of its weekdays.';
    return [refuse('ASM-14', 'CALL_NOT_ON_DAYS', message, 'input.from')];
  }
  const refusals: Array<Refusal | undefined> = [];
  if (!byCouncil && isTimeCritical(versions, agreed)) {
    const message = 'The council alone moves a time-critical call: ask it.';
    refusals.push(refuse('ASM-13', 'TIME_CRITICAL_IS_THE_COUNCILS', message, 'input.callId'));
  }
  refusals.push(dayBandRefusal(first.call, startTime, 'input.startTime', policy));
  if (agreedAt > now) {
    const message = 'Record a time once it has been agreed.';
    refusals.push(refuse('ASM-14', 'AGREED_IN_FUTURE', message, 'input.agreedAt'));
  }
  const held = first.call.window?.earliest ?? first.call.agreedStart ?? first.call.requestedStart;
  if (now >= beginningOf(first.day, held) || now >= beginningOf(first.day, startTime)) {
    const message =
      'A time is recorded before the call would begin, by the old time and by the new: begin on a later day.';
    refusals.push(refuse('ASM-14', 'TOO_LATE', message, 'input.from'));
  }
  return refusals.filter((refusal) => refusal !== undefined);
}

type First = { readonly day: string; readonly call: CommissionedCall };

/** The last day of the calendar. */
const LAST_OF_ALL = '2199-12-31';

/** The first of these days on which the call takes place, and how it is commissioned on it. */
function firstOf(versions: readonly CallsOverDays[], agreed: AgreedTime): First | 'NEVER' | 'NOT_ON_THESE_DAYS' {
  const inForce = stretches(versions, agreed).flatMap(({ from, to }) => {
    const call = callOf(versions, agreed.callId, from!);
    return call ? [{ from: from!, to: to ?? LAST_OF_ALL, call }] : [];
  });
  for (const { from, to, call } of inForce) {
    for (let day = from, left = 7; left > 0 && day <= to && day <= LAST_OF_ALL; left -= 1) {
      if (call.days.includes(weekdayOf(day))) return { day, call };
      day = addLocalDays(day, 1);
    }
  }
  return inForce.length > 0 ? 'NOT_ON_THESE_DAYS' : 'NEVER';
}

function isTimeCritical(versions: readonly CallsOverDays[], agreed: AgreedTime): boolean {
  return stretches(versions, agreed).some(({ from }) => callOf(versions, agreed.callId, from!)?.timeCritical);
}

function callOf(versions: readonly CallsOverDays[], callId: string, day: string): CommissionedCall | undefined {
  return callsOn(versions, day).find((call) => call.callId === callId);
}
