import {
  addLocalDays,
  addMinutes,
  beginningOf,
  localDateOf,
  minuteOfDay,
  minutesUntil,
  weekdayOf,
} from '../../../../kernel/time/working-time.js';
import { hashOf } from '../../../../kernel/values/content-hash.js';
import type { CommissionedCall, Night } from '../../../../schema/events/cases.js';
import { type CallOfDay, callsOn, type ToldVersion } from './calls-in-force.js';
import { careDayOf, TURNS_AT_MINUTE } from './care-day.js';

export const NOT_EXPECTED = [
  'NOT_COMMISSIONED',
  'NOT_BEGUN',
  'SUSPENDED',
  'ENDED',
  'VARIED',
  'D2A_TERM_OVER',
  'CALLED_OFF',
] as const;
/** Why a call is not expected by the council; one that was called off in order is, unless somebody came all the same. */
export type NotExpected = (typeof NOT_EXPECTED)[number];

/** That a call is not expected, and since when that is known; null if it never was expected. */
export interface Off {
  readonly because: NotExpected;
  readonly toldAt: Date | null;
}

/** What is known of a placement that decides which calls are expected. Days are `YYYY-MM-DD` and inclusive. */
export interface ExpectingPlacement {
  /** The day on which the hub came to know it: of a day before, everything counts as told when that day began. */
  readonly knownOn: string;
  /** The day on which care is to begin; null if it began before the hub. */
  readonly startsOn: string | null;
  /** The first call as the provider confirmed it. */
  readonly firstCallAt: Date | null;
  /** When it was confirmed, if that was too late: what was to begin by then was expected, and stays so. */
  readonly confirmedLateAt: Date | null;
  /** First day of care, once it has begun. */
  readonly startedOn: string | null;
  /** Last day of care, announced or passed, and when that was told. Withdrawn before it began: the day before the first. */
  readonly end: { readonly lastDay: string; readonly toldAt: Date } | null;
  /** Last permitted day of a discharge to assess, once it has begun (ROUT-16). */
  readonly d2aLastDay: string | null;
  readonly suspensions: ReadonlyArray<{ readonly from: string; readonly to: string | null; readonly toldAt: Date }>;
  /** In the order in which they were told. */
  readonly versions: readonly ToldVersion[];
}

/** One commissioned call on one day. */
export interface ExpectedCall {
  /** The id of its visit: the same whoever makes it, and whenever. */
  readonly id: string;
  readonly callId: string;
  /** The London date. */
  readonly day: string;
  readonly expectedStart: Date;
  readonly expectedEnd: Date;
  readonly windowFrom: Date | null;
  readonly windowTo: Date | null;
  /** Of one worker. */
  readonly minutes: number;
  readonly workersNeeded: number;
  readonly timeCritical: boolean;
  readonly tasks: readonly string[];
  readonly night: Night | null;
  /** Null if it is expected. */
  readonly off: Off | null;
}

/**
 * The calls of a placement on a care day by the council's word: those that are expected, and those that are off and why.
 *
 * Care is expected from the first call as it was confirmed, until then from the day agreed at the award, and sooner if it
 * did begin sooner: who confirms a call and does not come has missed it, and who confirms too late takes back none that was
 * to begin until then. The call that lies nearest to a
 * confirmed first call is made at that time, and none is expected before it. [DEL-01, VAR-02, VAR-03, VAR-14, ROUT-10,
 * ROUT-16, AWRD-12]
 */
export function expectedCalls(placement: ExpectingPlacement, careDay: string): readonly ExpectedCall[] {
  const calls = byTheClock(placement, careDay);
  if (!goesThroughTheTurn(placement)) return inOrder(calls);
  const goesOnFrom = (before: readonly ExpectedCall[]) => (call: ExpectedCall) =>
    before.some(({ expectedEnd }) => +expectedEnd === +call.expectedStart);
  const before = byTheClock(placement, addLocalDays(careDay, -1));
  const after = byTheClock(placement, addLocalDays(careDay, 1));
  return inOrder([...calls.filter((call) => !goesOnFrom(before)(call)), ...after.filter(goesOnFrom(calls))]);
}

/**
 * Whether any call of a placement goes on when the care day turns. What follows on it without a gap belongs to the
 * evening's care day too: the last part of a night is of that night. [DEL-01]
 */
export function goesThroughTheTurn({ versions }: Pick<ExpectingPlacement, 'versions'>): boolean {
  return versions.some(({ calls }) =>
    calls.some(({ requestedStart, agreedStart, minutes }) => {
      const start = minuteOfDay(agreedStart ?? requestedStart);
      return start + minutes > (start < TURNS_AT_MINUTE ? TURNS_AT_MINUTE : DAY_MINUTES + TURNS_AT_MINUTE);
    }),
  );
}

/** Calls whose start lies in a care day. */
function byTheClock(placement: ExpectingPlacement, careDay: string): readonly ExpectedCall[] {
  const next = addLocalDays(careDay, 1);
  return (mayBeginBeforeTurn(placement, next) ? [careDay, next] : [careDay])
    .flatMap((day) => callsOfDate(placement, day, careDay))
    .filter(({ expectedStart }) => careDayOf(expectedStart) === careDay);
}

/** Whether a call of this date may be one of the care day before. */
function mayBeginBeforeTurn({ versions, firstCallAt }: ExpectingPlacement, day: string): boolean {
  const isEarly = (call: CommissionedCall) => minuteOfDay(timeOf(call)) < TURNS_AT_MINUTE;
  return (
    (firstCallAt !== null && localDateOf(firstCallAt) === day) || versions.some(({ calls }) => calls.some(isEarly))
  );
}

function inOrder(calls: readonly ExpectedCall[]): readonly ExpectedCall[] {
  return [...calls].sort((a, b) => +a.expectedStart - +b.expectedStart || (a.id < b.id ? -1 : 1));
}

/** Whether a call is expected, or was when it was to begin: then it was somebody's duty to come. [DEL-10, VAR-02, VAR-14] */
export function wasDue({ off, expectedStart }: Pick<ExpectedCall, 'off' | 'expectedStart'>): boolean {
  return off === null || (off.toldAt !== null && off.toldAt > expectedStart);
}

/** First day on which care is expected; null if nothing is known of one. [ROUT-10, SM-4] */
export function firstDayOf({ startsOn, firstCallAt, startedOn }: Omit<ExpectingPlacement, 'versions'>): string | null {
  const expected = firstCallAt ? localDateOf(firstCallAt) : startsOn;
  if (expected === null || startedOn === null) return expected ?? startedOn;
  return startedOn < expected ? startedOn : expected;
}

/** The calls of a date; those of another care day may be left out. */
function callsOfDate(placement: ExpectingPlacement, day: string, careDay: string): readonly ExpectedCall[] {
  const made = ({ call, droppedAt }: CallOfDay) => {
    const off = offOn(placement, day, startOn(day, timeOf(call)));
    return onDay(call, day, off ?? (droppedAt && { because: 'VARIED', toldAt: droppedAt }));
  };
  const versions = placement.versions.map((version) => ({
    ...version,
    toldAt: toldFor(placement, day, version.toldAt),
  }));
  const told = callsOn(versions, day, weekdayOf(day), (call) => startOn(day, timeOf(call)));
  const { firstCallAt } = placement;
  if (!firstCallAt || localDateOf(firstCallAt) !== day || firstDayOf(placement) !== day) {
    return told.filter(({ call }) => careDayOf(startOn(day, timeOf(call))) === careDay).map(made);
  }
  const calls = told.map(made);
  const apart = ({ expectedStart }: ExpectedCall) => Math.abs(+expectedStart - +firstCallAt);
  const isFixed = ({ off, expectedStart }: ExpectedCall) => off !== null || wasToBegin(placement, day, expectedStart);
  const [first] = calls.filter((call) => !isFixed(call)).sort((a, b) => apart(a) - apart(b));
  return calls.map((call) => {
    if (call === first) return movedTo(call, firstCallAt);
    return isFixed(call) || call.expectedStart >= firstCallAt ? call : { ...call, off: NEVER_EXPECTED };
  });
}

/** Whether a call was to begin, by the day agreed at the award, before anybody said that care begins later (ROUT-10, DEL-10). */
function wasToBegin({ startsOn, confirmedLateAt }: ExpectingPlacement, day: string, start: Date): boolean {
  return startsOn !== null && startsOn <= day && confirmedLateAt !== null && start < confirmedLateAt;
}

const NEVER_EXPECTED: Off = { because: 'NOT_BEGUN', toldAt: null };

/**
 * Why a visit that its provider planned, and that answers no call, is not expected on a day. Of days of before the hub kept
 * the council's calls no version was told: there what was planned stands for what was commissioned. [DEL-01]
 */
export function offUncalled(placement: ExpectingPlacement, day: string, start: Date): Off | null {
  const areTold = placement.versions.some(({ from, to }) => (from ?? day) <= day && day <= (to ?? day));
  return areTold ? { because: 'NOT_COMMISSIONED', toldAt: null } : offOn(placement, day, start);
}

function offOn(placement: ExpectingPlacement, day: string, start: Date): Off | null {
  const { end, suspensions, d2aLastDay } = placement;
  const first = firstDayOf(placement);
  if ((first === null || day < first) && !wasToBegin(placement, day, start)) return NEVER_EXPECTED;
  const told = (at: Date) => toldFor(placement, day, at);
  if (end && day > end.lastDay) return { because: 'ENDED', toldAt: told(end.toldAt) };
  if (d2aLastDay !== null && day > d2aLastDay) return { because: 'D2A_TERM_OVER', toldAt: null };
  const suspension = suspensions.find(({ from, to }) => from <= day && day <= (to ?? day));
  return suspension ? { because: 'SUSPENDED', toldAt: told(suspension.toldAt) } : null;
}

/** What a council brings with a placement was known in its time to those who made the calls (ASM-37). */
function toldFor({ knownOn }: ExpectingPlacement, day: string, toldAt: Date): Date {
  return day < knownOn ? startOn(day, '00:00') : toldAt;
}

function onDay(call: CommissionedCall, day: string, off: Off | null): ExpectedCall {
  const { callId, window, minutes, workers, timeCritical, activities, night } = call;
  const time = timeOf(call);
  const expectedStart = startOn(day, time);
  return {
    id: visitIdOf(callId, day),
    callId,
    day,
    expectedStart,
    expectedEnd: addMinutes(expectedStart, minutes),
    windowFrom: window && addMinutes(expectedStart, -minutesUntil(window.earliest, time)),
    windowTo: window && addMinutes(expectedStart, minutesUntil(time, window.latest)),
    minutes,
    workersNeeded: workers,
    timeCritical,
    tasks: activities,
    night,
    off,
  };
}

function timeOf({ agreedStart, requestedStart }: CommissionedCall): string {
  return agreedStart ?? requestedStart;
}

function movedTo(call: ExpectedCall, expectedStart: Date): ExpectedCall {
  const expectedEnd = addMinutes(expectedStart, call.minutes);
  return { ...call, expectedStart, expectedEnd, windowFrom: null, windowTo: null };
}

const DAY_MINUTES = 24 * 60;

/** Calls begin at few times of day: those of the days at hand are looked up in the calendar once. */
const starts = new Map<string, Date>();
const MOST_STARTS = 20_000;

function startOn(day: string, time: string): Date {
  const key = `${day} ${time}`;
  let start = starts.get(key);
  if (!start) {
    start = beginningOf(day, time);
    if (starts.size >= MOST_STARTS) starts.clear();
    starts.set(key, start);
  }
  return start;
}

/** The id of the visit that a commissioned call is on a day (DEL-01). */
function visitIdOf(callId: string, day: string): string {
  const hex = hashOf(`${callId} ${day}`);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
