import { addLocalDays, addMinutes, instantOf, type Weekday, weekdayOf } from '../../kernel/working-time.js';
import type { CallPattern } from '../../schema/events/cases.js';
import { type DemoProvider, PROVIDERS } from './borough.js';
import { chances } from './chances.js';

/**
 * What home care was given in the borough over a past quarter: some 1,400 people and 14,000 hours a week, delivered well
 * or less well by each provider in a way of its own. Made of a seed alone: the same again for the same seed.
 */

/** How one provider works: the shares, of a thousand, of what goes otherwise than planned. */
interface Manner {
  readonly missed: number;
  readonly late: number;
  readonly short: number;
  readonly byHand: number;
  /** Calls made by somebody from outside the person's regular team. */
  readonly strangers: number;
}

/** A placement that runs through the quarter. */
export interface RunningCare {
  readonly nth: number;
  readonly provider: DemoProvider;
  readonly patch: string;
  readonly calls: readonly CallPattern[];
  /** `YYYY-MM-DD`. */
  readonly startedOn: string;
  /** The last day of care, where it ends within the quarter. */
  readonly endsOn: string | null;
  /** Worker-minutes a week from its day on, where the level changes within the quarter. */
  readonly varied: { readonly from: string; readonly weeklyWorkerMinutes: number } | null;
  /** Regular workers by the provider's references; the first is the key worker. */
  readonly team: readonly string[];
}

const PEOPLE = 1400;
const EVERY_DAY: readonly Weekday[] = ['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN'];
const WEEKDAYS: readonly Weekday[] = ['MON', 'TUE', 'WED', 'THU', 'FRI'];

type Call = readonly [startTime: string, minutes: number, more?: Partial<CallPattern>];

/** Weeks of calls, and of a hundred people how many have each. Together they come to ten hours a person and week. */
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

/** Of a hundred packages of a patch, so many are with the patch's own providers; the framework has the others. */
const WITH_PATCH_PROVIDERS = 72;
const PATCHES: ReadonlyArray<readonly [share: number, patch: string]> = [
  [34, 'East'],
  [32, 'West'],
  [26, 'Central'],
  [8, 'South'],
];

/** Everybody in care in the quarter that begins on this day. */
export function careOfQuarter(seed: number, from: string, to: string): RunningCare[] {
  return Array.from({ length: PEOPLE }, (_, nth) => careOf(seed, nth, from, to));
}

function careOf(seed: number, nth: number, from: string, to: string): RunningCare {
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
  const weekly = calls.reduce((sum, { minutes, days, workers }) => sum + minutes * days.length * workers, 0);
  const quarterDays = daysFrom(from, to).length;
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
        ? { from: day, weeklyWorkerMinutes: weekly - 105 }
        : fate >= 60 && fate < 90
          ? { from: day, weeklyWorkerMinutes: weekly + 105 }
          : null,
    team: Array.from({ length: 3 }, (_, place) => workerOf(nth, place)),
  };
}

/** A row of what the provider's systems send, as `POST /visits` takes it. */
export type VisitRow = Readonly<Record<string, unknown>> & { readonly kind: 'PLAN' | 'LOG' };

/** What one provider's systems say of the visits of these days: each as planned, and the logs of who came. */
export function* visitsOf(
  seed: number,
  cared: ReadonlyArray<RunningCare & { readonly placement: string }>,
  days: readonly string[],
): Generator<VisitRow> {
  for (const day of days) {
    const weekday = weekdayOf(day);
    for (const care of cared) {
      if (care.endsOn && day > care.endsOn) continue;
      for (const [place, call] of care.calls.entries()) {
        if (call.days.includes(weekday)) yield* visit(seed, care, day, place, call);
      }
    }
  }
}

function* visit(
  seed: number,
  care: RunningCare & { readonly placement: string },
  day: string,
  place: number,
  call: CallPattern,
): Generator<VisitRow> {
  const { placement, nth, team } = care;
  const manner = mannerOf(care.provider);
  const compact = day.replaceAll('-', '');
  const chance = chances((seed * 1_000_003 + nth) * 4_001 + Number(compact) * 7 + place);
  const externalId = `V${nth}-${compact}-${place}`;
  const plannedStart = startOf(day, call.startTime);
  const calledOff = chance.upTo(1000) < 6;
  const workers = Array.from({ length: call.workers }, (_, worker) => team[(place + worker) % team.length]!);
  yield {
    kind: 'PLAN',
    externalId,
    asOf: addMinutes(plannedStart, -5 * 24 * 60),
    placement,
    plannedStart,
    plannedEnd: addMinutes(plannedStart, call.minutes),
    timeCritical: call.timeCritical,
    workersNeeded: call.workers,
    plannedWorkers: workers,
    ...(calledOff && {
      cancellation: {
        at: addMinutes(plannedStart, -180).toISOString(),
        requestedBy: 'PERSON',
        // Now and then nobody confirms it: then the call counts as missed.
        confirmedWith: chance.upTo(10) === 0 ? null : 'PERSON',
        confirmedBy: 'SENIOR_CARER',
        alternative: 'Family comes instead',
      },
      told: [{ about: 'CANCELLED', at: addMinutes(plannedStart, -170).toISOString(), to: 'PERSON' }],
    }),
  };
  if (calledOff || chance.upTo(1000) < manner.missed) return;
  const isLate = chance.upTo(1000) < manner.late;
  const arrivedAt = addMinutes(plannedStart, isLate ? 15 + chance.upTo(25) : chance.upTo(13) - 4);
  const isShort = chance.upTo(1000) < manner.short;
  const minutes = call.minutes - (isShort ? 6 + chance.upTo(9) : chance.upTo(4));
  const refuses = chance.upTo(1000) < 3;
  for (const [nthWorker, planned] of workers.entries()) {
    const byHand = chance.upTo(1000) < manner.byHand;
    const method = byHand ? 'MANUAL' : chance.upTo(10) < 8 ? 'GPS' : 'TAG';
    const departedAt = addMinutes(arrivedAt, refuses ? 5 : Math.max(5, minutes));
    yield {
      kind: 'LOG',
      externalId: `L${nth}-${compact}-${place}-${nthWorker}`,
      asOf: addMinutes(departedAt, 1),
      placement,
      visitExternalId: externalId,
      worker: chance.upTo(1000) < manner.strangers ? workerOf(nth, 3 + chance.upTo(9)) : planned,
      arrivedAt,
      arrivedBy: method,
      arrivedMetres: byHand ? null : chance.upTo(90),
      departedAt,
      departedBy: method,
      departedMetres: byHand ? null : chance.upTo(90),
      manualReason: byHand ? 'NO_SIGNAL' : null,
      ...(refuses && { refused: { reason: 'NOT_WANTED_TODAY', capacityConcern: false } }),
    };
  }
}

/** Days from the first to the last, both included. */
export function daysFrom(from: string, to: string): string[] {
  const days: string[] = [];
  for (let day = from; day <= to; day = addLocalDays(day, 1)) days.push(day);
  return days;
}

const starts = new Map<string, Date>();

/** Calls begin at few times of day: each is looked up in the calendar once. */
function startOf(day: string, time: string): Date {
  const key = `${day} ${time}`;
  const known = starts.get(key) ?? instantOf(day, time);
  starts.set(key, known);
  return known;
}

function workerOf(nth: number, place: number): string {
  return `W${String((nth * 7 + place * 131) % 977).padStart(3, '0')}`;
}

function mannerOf({ rating, key }: DemoProvider): Manner {
  const chance = chances([...key].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 7));
  const worse = rating === 'INADEQUATE' ? 4 : rating === 'REQUIRES_IMPROVEMENT' ? 2 : 1;
  return {
    missed: (2 + chance.upTo(6)) * worse,
    late: 25 + chance.upTo(70) * worse,
    short: 15 + chance.upTo(50) * worse,
    byHand: 25 + chance.upTo(85),
    strangers: 40 + chance.upTo(160),
  };
}
