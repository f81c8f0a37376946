import { addLocalDays, type Weekday, weekdayOf } from '../../kernel/time/working-time.js';
import type { CallPattern } from '../../schema/events/cases.js';
import { type DemoProvider, PROVIDERS } from './borough.js';
import { careGiven, instantOn, type ReportedCall, teamOf } from './care-given.js';
import { chances } from './chances.js';

/**
 * The home care that was given in the borough over a past quarter: some 1,400 people and 14,000 hours a week. The
 * same seed makes the same quarter.
 */

/** A placement that runs through the quarter. */
export interface RunningCare {
  readonly nth: number;
  readonly provider: DemoProvider;
  readonly patch: string;
  readonly calls: readonly CallPattern[];
  /** `YYYY-MM-DD`. */
  readonly startedOn: string;
  /** The last day of care, if it ends within the quarter. */
  readonly endsOn: string | null;
  /** From which day on the calls are these, if they change within the quarter. */
  readonly varied: {
    readonly kind: 'REDUCE' | 'INCREASE';
    readonly from: string;
    readonly calls: readonly CallPattern[];
  } | null;
  /** Regular workers by the provider's references; the first is the key worker. */
  readonly team: readonly string[];
}

const PEOPLE = 1400;
const EVERY_DAY: readonly Weekday[] = ['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN'];
const WEEKDAYS: readonly Weekday[] = ['MON', 'TUE', 'WED', 'THU', 'FRI'];

type Call = readonly [startTime: string, minutes: number, more?: Partial<CallPattern>];

/** Weeks of calls, each with how many people of a hundred have it: ten hours a week for a person on average. */
const WEEKS: ReadonlyArray<readonly [share: number, calls: readonly Call[]]> = [
  [22, [['08:30', 45]]],
  [
    28,
    [
      ['08:00', 45],
      ['18:30', 30],
    ],
  ],
  [
    22,
    [
      ['07:45', 45],
      ['12:30', 30],
      ['18:00', 30],
    ],
  ],
  [
    10,
    [
      ['07:30', 60],
      ['12:00', 45],
      ['16:30', 30],
      ['20:00', 45],
    ],
  ],
  [
    6,
    [
      ['07:30', 45, { timeCritical: true, activities: ['MEDICATION'] }],
      ['19:30', 30],
    ],
  ],
  [
    3,
    [
      ['09:00', 45, { workers: 2 }],
      ['13:00', 30, { workers: 2 }],
      ['17:30', 30, { workers: 2 }],
      ['20:30', 30, { workers: 2 }],
    ],
  ],
  [9, [['10:00', 60, { days: WEEKDAYS }]]],
];

/** How many packages of a hundred the patch's own providers have; the framework has the others. */
const WITH_PATCH_PROVIDERS = 72;
const PATCHES: ReadonlyArray<readonly [share: number, patch: string]> = [
  [34, 'East'],
  [32, 'West'],
  [26, 'Central'],
  [8, 'South'],
];

/** Everybody in care in the quarter that begins on this day. */
export function careOfQuarter(seed: number, from: string, to: string): RunningCare[] {
  const quarterDays = daysFrom(from, to).length;
  return Array.from({ length: PEOPLE }, (_, nth) => careOf(seed, nth, from, quarterDays));
}

function careOf(seed: number, nth: number, from: string, quarterDays: number): RunningCare {
  const chance = chances(seed * 1_000_003 + nth);
  const patch = chance.oneOf(PATCHES);
  const calls = chance.oneOf(WEEKS).map(
    ([startTime, minutes, more]): CallPattern => ({
      days: EVERY_DAY,
      startTime,
      minutes,
      workers: 1,
      activities: ['PERSONAL_CARE', 'MEAL_PREPARATION'],
      timeCritical: false,
      ...more,
    }),
  );
  const inBorough = PROVIDERS.filter(({ memberships }) => memberships.some(({ council }) => council === 'bromley'));
  const ofPatch = inBorough.filter(({ memberships }) => memberships.some((each) => each.patch === patch));
  const others = inBorough.filter(({ memberships }) => memberships.some((each) => each.vehicle === 'FRAMEWORK'));
  const provider = chance.pick(chance.upTo(100) < WITH_PATCH_PROVIDERS ? ofPatch : others);
  const fate = chance.upTo(1000);
  const day = addLocalDays(from, 7 + chance.upTo(quarterDays - 14));
  return {
    nth,
    provider,
    patch,
    calls,
    startedOn: addLocalDays(from, -7 * (1 + chance.upTo(150)) - chance.upTo(7)),
    endsOn: fate < 40 ? day : null,
    varied:
      fate >= 40 && fate < 60
        ? { kind: 'REDUCE', from: day, calls: withFirstCall(calls, -15) }
        : fate >= 60 && fate < 90 && provider.rating !== 'INADEQUATE'
          ? { kind: 'INCREASE', from: day, calls: withFirstCall(calls, 15) }
          : null,
    team: teamOf(nth),
  };
}

/** The same week, with the first call so many minutes longer. */
function withFirstCall([first, ...others]: readonly CallPattern[], minutes: number): readonly CallPattern[] {
  return [{ ...first!, minutes: first!.minutes + minutes }, ...others];
}

/** A placement that runs through the quarter, as the hub knows it. */
export type HeldCare = RunningCare & { readonly placement: string };

/** Every call of these placements on a day, as their provider's systems report it in the end. */
export function* callsOf(seed: number, cared: readonly HeldCare[], day: string): Generator<ReportedCall> {
  const weekday = weekdayOf(day);
  for (const { placement, nth, provider, ...care } of cared) {
    if (care.endsOn && day > care.endsOn) continue;
    const calls = care.varied && day >= care.varied.from ? care.varied.calls : care.calls;
    for (const { days, startTime, minutes, workers, timeCritical, activities } of calls) {
      if (!days.includes(weekday)) continue;
      const minuteOfDay = Number(startTime.slice(0, 2)) * 60 + Number(startTime.slice(3));
      const start = instantOn(day, startTime);
      yield careGiven(seed, provider, {
        ...{ placement, nth, day, minuteOfDay, start, minutes, workers, timeCritical, activities },
      });
    }
  }
}

/** Days from the first to the last, both included. */
export function daysFrom(from: string, to: string): string[] {
  const days: string[] = [];
  for (let day = from; day <= to; day = addLocalDays(day, 1)) days.push(day);
  return days;
}
