import { isLocalTime, minutesUntil } from '../../../../kernel/time/working-time.js';
import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';
import type { CallPattern, CallWindow } from '../../../../schema/events/cases.js';
import type { Policy } from '../../../../schema/policy.js';
import { visitMinutesRefusal } from '../placements/visit-units.js';

/** A call as it was asked for, before it is known to be one: the number of workers may still be any. */
export type RequestedCall = Omit<CallPattern, 'workers'> & { readonly workers: number };

export type Band = 'DAY' | 'NIGHT';

/** Worker-minutes a week: length x days x workers, summed over the calls. What capacity and price count. [ASM-30] */
export function weeklyWorkerMinutes(calls: ReadonlyArray<Pick<RequestedCall, 'minutes' | 'days' | 'workers'>>): number {
  return calls.reduce((total, call) => total + call.minutes * call.days.length * call.workers, 0);
}

/** Clock-minutes a week: the same without the workers, the time during which somebody is with the person. [ASM-30] */
export function weeklyClockMinutes(calls: readonly RequestedCall[]): number {
  return calls.reduce((total, call) => total + call.minutes * call.days.length, 0);
}

/** The band a start falls in: DAY from `policy.hours.day.from` inclusive to `.to` exclusive, else NIGHT. [WIN-15] */
export function bandOf(startTime: string, policy: Pick<Policy, 'hours'>): Band {
  const { from, to } = policy.hours.day;
  return from <= startTime && startTime < to ? 'DAY' : 'NIGHT';
}

/**
 * What keeps a week of calls from being commissioned: a call without days or with a day twice, no time of day
 * (ASM-14), other than one or two workers (ASM-30), a length that is no unit (DEL-06), a start outside the day band
 * that is not marked as a night service (WIN-15), or a window that does not fit it (DEL-01, ASM-13). `field` is the path of the list in the caller's input.
 */
export function callPatternRefusals(
  calls: readonly RequestedCall[],
  field: string,
  policy: Pick<Policy, 'hours' | 'visit'>,
): Refusal[] {
  return calls
    .flatMap((call, index) => {
      const at = `${field}.${index}`;
      return [
        daysRefusal(call, `${at}.days`),
        startTimeRefusal(call, `${at}.startTime`, policy),
        workersRefusal(call, `${at}.workers`),
        visitMinutesRefusal(call, `${at}.minutes`, policy),
        windowRefusal(call, `${at}.window`, policy),
      ];
    })
    .filter((refusal) => refusal !== undefined);
}

function daysRefusal(call: RequestedCall, field: string): Refusal | undefined {
  if (call.days.length > 0 && new Set(call.days).size === call.days.length) return undefined;
  return refuse(
    'ASM-14',
    'CALL_DAYS_NOT_CLEAR',
    'A call is requested for at least one weekday, each named once.',
    field,
  );
}

function startTimeRefusal(call: RequestedCall, field: string, policy: Pick<Policy, 'hours'>): Refusal | undefined {
  if (!isLocalTime(call.startTime)) {
    return refuse('ASM-14', 'CALL_TIME_NOT_CLEAR', 'A call is requested for a time of day, HH:MM.', field);
  }
  return dayBandRefusal(call, call.startTime, field, policy);
}

/** Refuses a start outside the day band, unless the call is a night. [WIN-15] */
export function dayBandRefusal(
  call: { readonly night?: unknown },
  startTime: string,
  field: string,
  policy: Pick<Policy, 'hours'>,
): Refusal | undefined {
  if (call.night || bandOf(startTime, policy) === 'DAY') return undefined;
  const { from, to } = policy.hours.day;
  return refuse(
    'WIN-15',
    'CALL_OUTSIDE_DAY_BAND',
    `A day call starts from ${from} and before ${to}; mark any other as a sleep-in or waking night.`,
    field,
  );
}

const WIDEST_WINDOW_MINUTES = 4 * 60;

/**
 * Refuses a window of a time-critical call, whose time is its time (ASM-13), one wider than four hours or without the
 * requested start in it (DEL-01), and one of a day call that leaves the day band (WIN-15). It may cross midnight.
 */
function windowRefusal(call: RequestedCall, field: string, policy: Pick<Policy, 'hours'>): Refusal | undefined {
  const { window, startTime, timeCritical } = call;
  if (!window || !isLocalTime(startTime)) return undefined;
  if (timeCritical) {
    return refuse(
      'ASM-13',
      'WINDOW_OF_TIME_CRITICAL_CALL',
      'A time-critical call has one start; leave this out.',
      field,
    );
  }
  const { earliest, latest } = window;
  if (!isLocalTime(earliest) || !isLocalTime(latest) || !fits(window, startTime)) {
    const message = `A window spans at most ${WIDEST_WINDOW_MINUTES / 60} hours, with the requested start in it.`;
    return refuse('DEL-01', 'WINDOW_DOES_NOT_FIT', message, field);
  }
  return dayBandRefusal(call, earliest, field, policy) ?? dayBandRefusal(call, latest, field, policy);
}

function fits({ earliest, latest }: CallWindow, startTime: string): boolean {
  const span = minutesUntil(earliest, latest);
  return span <= WIDEST_WINDOW_MINUTES && minutesUntil(earliest, startTime) <= span;
}

function workersRefusal(call: RequestedCall, field: string): Refusal | undefined {
  if (call.workers === 1 || call.workers === 2) return undefined;
  return refuse('ASM-30', 'WORKERS_NOT_ONE_OR_TWO', 'A call needs one worker or two.', field);
}

/** Refuses a place in a list of calls, counted from 0, that holds no call. [ASM-14] */
export function callAtRefusal(calls: readonly unknown[], place: number, field: string): Refusal | undefined {
  if (Number.isInteger(place) && place >= 0 && place < calls.length) return undefined;
  return refuse('ASM-14', 'CALL_UNKNOWN', `This need has ${calls.length} calls, counted from 0.`, field);
}

/** Refuses a list that names the same call twice. [ASM-14] */
export function callTwiceRefusal(places: readonly number[], field: string): Refusal | undefined {
  if (new Set(places).size === places.length) return undefined;
  return refuse('ASM-14', 'CALL_TWICE', 'Speak of each call once.', field);
}
