import { addLocalDays, addMinutes, instantOf, type Weekday, weekdayOf } from '../../kernel/time/working-time.js';
import type { CallPattern } from '../../schema/events/cases.js';
import type { LogReport, PlanReport } from '../../subgraphs/monitoring/rules/reports/visit-report.js';
import type { Cancellation } from '../../subgraphs/monitoring/rules/visits/visit-facts.js';
import { type DemoProvider, PROVIDERS } from './borough.js';
import { chances } from './chances.js';

/**
 * The home care that was given in the borough over a past quarter: some 1,400 people and 14,000 hours a week. Each
 * provider delivers it well or less well in a way of its own. The same seed makes the same quarter.
 */

/** How one provider works: how many visits of a thousand do not go as planned, and in which way. */
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
        ? { kind: 'REDUCE', from: day, calls: withFirstCall(calls, -15) }
        : fate >= 60 && fate < 90 && provider.rating !== 'INADEQUATE'
          ? { kind: 'INCREASE', from: day, calls: withFirstCall(calls, 15) }
          : null,
    team: Array.from({ length: 3 }, (_, place) => workerOf(nth, place)),
  };
}

/** The same week, with the first call so many minutes longer. */
function withFirstCall([first, ...others]: readonly CallPattern[], minutes: number): readonly CallPattern[] {
  return [{ ...first!, minutes: first!.minutes + minutes }, ...others];
}

/** What a provider's systems say of one call: how it was planned, and the logs of who came. */
export interface ReportedCall {
  readonly plan: PlanReport;
  readonly logs: readonly LogReport[];
}

/** A placement that runs through the quarter, as the hub knows it. */
export type HeldCare = RunningCare & { readonly placement: string };

/** Every call of these placements on a day, as their provider's systems report it. */
export function* callsOf(seed: number, cared: readonly HeldCare[], day: string): Generator<ReportedCall> {
  const weekday = weekdayOf(day);
  for (const care of cared) {
    if (care.endsOn && day > care.endsOn) continue;
    const calls = care.varied && day >= care.varied.from ? care.varied.calls : care.calls;
    for (const [place, call] of calls.entries()) {
      if (call.days.includes(weekday)) yield reportedCall(seed, care, day, place, call);
    }
  }
}

function reportedCall(seed: number, care: HeldCare, day: string, place: number, call: CallPattern): ReportedCall {
  const { placement, nth, team } = care;
  const manner = mannerOf(care.provider);
  const compact = day.replaceAll('-', '');
  const chance = chances((seed * 1_000_003 + nth) * 4_001 + Number(compact) * 7 + place);
  const externalId = `V${nth}-${compact}-${place}`;
  const plannedStart = startOf(day, call.startTime);
  const workers = Array.from({ length: call.workers }, (_, worker) => team[(place + worker) % team.length]!);
  const isCalledOff = chance.upTo(1000) < 6;
  const plan: PlanReport = {
    externalId,
    asOf: addMinutes(plannedStart, -5 * 24 * 60),
    placement,
    visit: null,
    plannedStart,
    plannedEnd: addMinutes(plannedStart, call.minutes),
    night: null,
    windowFrom: null,
    windowTo: null,
    timeCritical: call.timeCritical,
    workersNeeded: call.workers,
    plannedWorkers: workers,
    travelMetres: null,
    tasks: [],
    movedFrom: null,
    cancellation: isCalledOff ? cancellationOf(plannedStart, chance.upTo(10) > 0) : null,
    told: isCalledOff ? [{ about: 'CANCELLED', at: addMinutes(plannedStart, -170).toISOString(), to: 'PERSON' }] : [],
    removed: false,
  };
  if (isCalledOff || chance.upTo(1000) < manner.missed) return { plan, logs: [] };

  const isLate = chance.upTo(1000) < manner.late;
  const arrivedAt = addMinutes(plannedStart, isLate ? 15 + chance.upTo(25) : chance.upTo(13) - 4);
  const isShort = chance.upTo(1000) < manner.short;
  const isRefused = chance.upTo(1000) < 3;
  const stay = isRefused ? 5 : call.minutes - (isShort ? 6 + chance.upTo(9) : chance.upTo(4));
  const departedAt = addMinutes(arrivedAt, stay);
  const logs = workers.map((planned, nthWorker): LogReport => {
    const isByHand = chance.upTo(1000) < manner.byHand;
    const method = isByHand ? 'MANUAL' : chance.upTo(10) < 8 ? 'GPS' : 'TAG';
    return {
      externalId: `L${nth}-${compact}-${place}-${nthWorker}`,
      asOf: addMinutes(departedAt, 1),
      placement,
      visitExternalId: externalId,
      worker: chance.upTo(1000) < manner.strangers ? workerOf(nth, 3 + chance.upTo(9)) : planned,
      arrivedAt,
      arrivedBy: method,
      arrivedMetres: isByHand ? null : chance.upTo(90),
      departedAt,
      departedBy: method,
      departedMetres: isByHand ? null : chance.upTo(90),
      manualReason: isByHand ? 'NO_SIGNAL' : null,
      tasks: [],
      refused: isRefused ? { reason: 'NOT_WANTED_TODAY', capacityConcern: false } : null,
      removed: false,
    };
  });
  return { plan, logs };
}

/** Now and then nobody senior confirms it: then the call counts as missed (VAR-10). */
function cancellationOf(plannedStart: Date, isConfirmed: boolean): Cancellation {
  return {
    at: addMinutes(plannedStart, -180).toISOString(),
    requestedBy: 'PERSON',
    confirmedWith: isConfirmed ? 'PERSON' : null,
    confirmedBy: 'SENIOR_CARER',
    alternative: 'FAMILY_COMES',
  };
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

/** Each worker cares for one person: a rota that nobody planned would have them in two places at once. */
function workerOf(nth: number, place: number): string {
  return `W${String(nth * 12 + place).padStart(5, '0')}`;
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
