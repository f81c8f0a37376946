import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';
import type { CallPattern, CommissionedCall } from '../../../../schema/events/cases.js';
import type { RequestedCall } from '../requests/call-pattern.js';

/** A call of the week that the council commissions anew, and which call of the present week it continues. */
export type GivenCall<Call = RequestedCall> = Call & {
  /** Null if it continues the one with the same days and start, or none. */
  readonly callId: string | null;
};

/** A call as it is first commissioned. [DEL-01] */
export function commissioned(call: CallPattern, callId: string): CommissionedCall {
  const { days, startTime, minutes, workers, activities, timeCritical } = call;
  const { window = null, night = null } = call;
  return {
    ...{ callId, days: [...days], requestedStart: startTime, agreedStart: null, window },
    ...{ minutes, workers, activities: [...activities], timeCritical, night },
  };
}

/** Refuses to continue a call that is not of the present week, or the same one twice. [ASM-14] */
export function continuedRefusals(
  given: readonly GivenCall[],
  present: readonly CommissionedCall[],
  field: string,
): Refusal[] {
  const named = given.map(({ callId }) => callId);
  return named.flatMap((callId, place) => {
    if (callId === null) return [];
    const at = `${field}.${place}.callId`;
    if (!present.some((call) => call.callId === callId)) {
      const message = 'Name a call that is in force on the first day, or leave this out for a new one.';
      return refuse('ASM-14', 'CALL_UNKNOWN', message, at);
    }
    return named.indexOf(callId) < place ? refuse('ASM-14', 'CALL_TWICE', 'Speak of each call once.', at) : [];
  });
}

/** Refuses to speak of a call that is in force on none of the days in question. [ASM-14] */
export function callNotInForceRefusal(field: string): Refusal {
  return refuse('ASM-14', 'CALL_UNKNOWN', 'Name a call that is in force on these days, by its callId.', field);
}

/**
 * The week as it is commissioned from now on. A call continues the present one that it names; if it names none, the one
 * with the same days and start that no other continues; or else it is a new call. [VAR-15, DEL-01]
 *
 * @param given has passed `continuedRefusals`
 */
export function commissionedWeek(
  given: ReadonlyArray<GivenCall<CallPattern>>,
  present: readonly CommissionedCall[],
  newId: () => string,
): CommissionedCall[] {
  const continued = new Set(given.map(({ callId }) => callId));
  return given.map((call) => {
    const alike = present.find((each) => !continued.has(each.callId) && isAlike(call, each));
    const callId = call.callId ?? alike?.callId ?? newId();
    continued.add(callId);
    return commissioned(call, callId);
  });
}

/**
 * The same week with the times that were agreed for its calls, and their marks: one whose requested start is unchanged
 * keeps its agreed start and its window, unless it brings a window of its own, and the care manager alone takes a mark
 * off, by an act of its own. [ASM-14, ASM-13]
 */
export function withTimesOf(
  week: readonly CommissionedCall[],
  inForce: readonly CommissionedCall[],
): CommissionedCall[] {
  return week.map((call) => {
    const isMarked = inForce.some(({ callId, timeCritical }) => callId === call.callId && timeCritical);
    const held = sameCall(call, inForce);
    const timed = held && !call.window ? { ...call, agreedStart: held.agreedStart, window: held.window } : call;
    return marked(timed, call.timeCritical || isMarked);
  });
}

/** A week that was in force before, with the times and marks that its calls have by now. [VAR-14, ASM-13, ASM-14] */
export function withPresentOf(
  week: readonly CommissionedCall[],
  inForce: readonly CommissionedCall[],
): CommissionedCall[] {
  return week.map((call) => {
    const held = sameCall(call, inForce);
    if (!held) return call;
    const { agreedStart, window, timeCritical } = held;
    return { ...call, agreedStart, window, timeCritical };
  });
}

/** One call of the week changed, all others as they are. */
export function withCall(
  week: readonly CommissionedCall[],
  callId: string,
  change: (call: CommissionedCall) => CommissionedCall,
): CommissionedCall[] {
  return week.map((call) => (call.callId === callId ? change(call) : call));
}

/** The call with or without the mark; with it, it has one start. [ASM-13] */
export function marked(call: CommissionedCall, timeCritical: boolean): CommissionedCall {
  return { ...call, timeCritical, window: timeCritical ? null : call.window };
}

/** The call at the time that was agreed for it; agreed as requested, it has none of its own. [ASM-14] */
export function agreedAt(call: CommissionedCall, startTime: string): CommissionedCall {
  return { ...call, agreedStart: startTime === call.requestedStart ? null : startTime, window: null };
}

function sameCall(call: CommissionedCall, inForce: readonly CommissionedCall[]): CommissionedCall | undefined {
  return inForce.find(({ callId, requestedStart }) => callId === call.callId && requestedStart === call.requestedStart);
}

function isAlike(call: CallPattern, { days, requestedStart }: CommissionedCall): boolean {
  return call.startTime === requestedStart && sorted(call.days) === sorted(days);
}

function sorted(days: readonly string[]): string {
  return [...days].sort().join();
}
