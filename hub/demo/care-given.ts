import { addLocalDays, addMinutes, instantOf } from '../../kernel/time/working-time.js';
import type { LogReport, PlanReport } from '../../subgraphs/monitoring/rules/reports/visit-report.js';
import type { Cancellation, TaskOutcome } from '../../subgraphs/monitoring/rules/visits/visit-facts.js';
import type { DemoProvider } from './borough.js';
import { chances } from './chances.js';

/**
 * How the providers of the demo give a call that the council commissioned, and what their systems say of it. Each gives
 * care well or less well in a way of its own; the same seed makes the same care.
 */

/** The name that the providers' rostering systems give themselves. */
export const DEMO_ROSTER = 'demo-roster';

/** Of how many calls in a thousand something is not as it should be, and what. */
interface Manner {
  readonly missed: number;
  readonly late: number;
  readonly short: number;
  readonly byHand: number;
  /** Made by somebody from outside the person's regular team. */
  readonly strangers: number;
  /** Neither planned nor made. */
  readonly forgotten: number;
  /** Planned longer or shorter than they were commissioned. */
  readonly otherLength: number;
  /** So many calls more are made that nobody commissioned. */
  readonly notAsked: number;
  /** Of those for two carers, made by one. */
  readonly alone: number;
  readonly taskNotDone: number;
  /** Of those missed, entered by hand afterwards as if they had been made. */
  readonly claimed: number;
}

/** One commissioned call of a day. */
export interface GivenCall {
  /** The placement's id. */
  readonly placement: string;
  /** Which of the demo's people it is for. */
  readonly nth: number;
  readonly day: string;
  /** Which call of the day it is: the minute of the day at which it begins. */
  readonly minuteOfDay: number;
  readonly start: Date;
  readonly minutes: number;
  readonly workers: number;
  readonly timeCritical: boolean;
  readonly activities: readonly string[];
}

/** What a provider's systems say of a call in the end: none, one or two plans, and the logs of who came. */
export interface ReportedCall {
  readonly plans: readonly PlanReport[];
  readonly logs: readonly LogReport[];
}

/** Carers that one person's team consists of. */
const TEAM = 3;

/** Each worker cares for one person: a rota that nobody planned would have them in two places at once. */
export function workerOf(nth: number, place: number): string {
  return `W${String(nth * 12 + place).padStart(5, '0')}`;
}

/** The regular workers of one of the demo's people; the first is the key worker. */
export function teamOf(nth: number): readonly string[] {
  return Array.from({ length: TEAM }, (_, place) => workerOf(nth, place));
}

/** What becomes of a call, and what its provider's systems say of it. */
export function careGiven(seed: number, provider: DemoProvider, call: GivenCall): ReportedCall {
  const { placement, nth, day, minuteOfDay, start, minutes } = call;
  const manner = mannerOf(provider);
  const compact = day.replaceAll('-', '');
  const chance = chances((seed * 1_000_003 + nth) * 4_001 + Number(compact) * 1_440 + minuteOfDay);
  const inThousand = (share: number) => chance.upTo(1000) < share;
  if (inThousand(manner.forgotten)) return { plans: [], logs: [] };

  const key = `${nth}-${compact}-${minuteOfDay}`;
  const team = teamOf(nth);
  const hour = Math.floor(minuteOfDay / 60);
  const workers = Array.from({ length: call.workers }, (_, worker) => team[(hour + worker) % team.length]!);
  const plannedMinutes = inThousand(manner.otherLength) ? otherLength(minutes) : minutes;
  const cancellation = inThousand(6) ? cancellationOf(start, chance.upTo(20)) : null;
  const plan: PlanReport = {
    externalId: `V${key}`,
    asOf: cancellation ? addMinutes(new Date(cancellation.at), 5) : plannedOn(day),
    placement,
    visit: null,
    plannedStart: start,
    plannedEnd: addMinutes(start, plannedMinutes),
    night: null,
    windowFrom: null,
    windowTo: null,
    timeCritical: call.timeCritical,
    workersNeeded: call.workers,
    plannedWorkers: workers,
    travelMetres: null,
    tasks: [],
    movedFrom: null,
    cancellation,
    told: cancellation ? [{ about: 'CANCELLED', at: addMinutes(start, -170).toISOString(), to: 'PERSON' }] : [],
    removed: false,
  };
  if (cancellation) return { plans: [plan], logs: [] };

  const isMissed = inThousand(manner.missed);
  if (isMissed && !inThousand(manner.claimed)) return { plans: [plan], logs: [] };
  const isLate = inThousand(manner.late);
  const arrivedAt = addMinutes(start, isLate && !isMissed ? 15 + chance.upTo(25) : chance.upTo(13) - 4);
  const isShort = inThousand(manner.short);
  const isRefused = inThousand(3);
  const stay = isRefused ? 5 : plannedMinutes - (isShort ? 6 + chance.upTo(9) : chance.upTo(4));
  const departedAt = addMinutes(arrivedAt, stay);
  const came = workers.length > 1 && inThousand(manner.alone) ? workers.slice(0, 1) : workers;
  const tasks: readonly TaskOutcome[] = isRefused
    ? []
    : call.activities.map((task): TaskOutcome => {
        if (inThousand(manner.taskNotDone)) return { task, outcome: 'NOT_DONE', reason: 'NO_TIME' };
        return { task, outcome: inThousand(8) ? 'REFUSED_BY_PERSON' : 'DONE', reason: null };
      });
  const logs = came.map((planned, nthWorker): LogReport => {
    const isByHand = isMissed || inThousand(manner.byHand);
    const method = isByHand ? 'MANUAL' : chance.upTo(10) < 8 ? 'GPS' : 'TAG';
    return {
      externalId: `L${key}-${nthWorker}`,
      // What was missed is written down in the evening, when it has been noticed.
      asOf: addMinutes(departedAt, isMissed ? 120 + chance.upTo(60) : 1),
      placement,
      visitExternalId: plan.externalId,
      worker: inThousand(manner.strangers) ? workerOf(nth, TEAM + chance.upTo(9)) : planned,
      arrivedAt,
      arrivedBy: method,
      arrivedMetres: isByHand ? null : chance.upTo(90),
      departedAt,
      departedBy: method,
      departedMetres: isByHand ? null : chance.upTo(90),
      manualReason: isByHand ? 'NO_SIGNAL' : null,
      tasks,
      refused: isRefused ? { reason: 'NOT_WANTED_TODAY', capacityConcern: false } : null,
      removed: false,
    };
  });
  if (!inThousand(manner.notAsked)) return { plans: [plan], logs };
  const more = onceMore(plan, logs[0]!);
  return { plans: [plan, more.plan], logs: [...logs, more.log] };
}

/** The same worker comes again two hours later, and nobody had asked for that. */
function onceMore(plan: PlanReport, log: LogReport): { readonly plan: PlanReport; readonly log: LogReport } {
  const later = (instant: Date) => addMinutes(instant, 120);
  const externalId = `${plan.externalId}-2`;
  return {
    plan: {
      ...plan,
      externalId,
      plannedStart: later(plan.plannedStart),
      plannedEnd: addMinutes(plan.plannedStart, 150),
      timeCritical: false,
      workersNeeded: 1,
      plannedWorkers: plan.plannedWorkers.slice(0, 1),
    },
    log: {
      ...log,
      externalId: `${log.externalId}-2`,
      asOf: addMinutes(log.arrivedAt, 151),
      visitExternalId: externalId,
      arrivedAt: later(log.arrivedAt),
      departedAt: addMinutes(log.arrivedAt, 149),
      refused: null,
    },
  };
}

/** When the rota of a day is made: on the morning of the day before. */
function plannedOn(day: string): Date {
  return instantOn(addLocalDays(day, -1), '06:00');
}

function otherLength(minutes: number): number {
  return minutes > 30 ? minutes - 15 : minutes + 15;
}

/**
 * Now and then nobody senior confirms it: then the call counts as missed (VAR-10); or it is called off only when it should
 * have begun.
 */
function cancellationOf(start: Date, lot: number): Cancellation {
  return {
    at: addMinutes(start, lot === 0 ? 20 : -180).toISOString(),
    requestedBy: 'PERSON',
    confirmedWith: lot === 1 || lot === 2 ? null : 'PERSON',
    confirmedBy: 'SENIOR_CARER',
    alternative: 'FAMILY_COMES',
  };
}

/**
 * What a provider's systems have said of a call by an instant, in its latest versions: a plan before it was called off, and
 * an arrival before the departure.
 */
export function saidBy(now: Date, { plans, logs }: ReportedCall): ReportedCall {
  const said = <Report extends { readonly asOf: Date }>(reports: readonly Report[], before: (it: Report) => Report) =>
    reports.map((it) => (it.asOf > now ? before(it) : it)).filter(({ asOf }) => asOf <= now);
  return { plans: said(plans, planBefore), logs: said(logs, logBefore) };
}

/** The next instant after this at which they say something of it; null if they have said all. */
export function nextSaid(now: Date, { plans, logs }: ReportedCall): Date | null {
  const instants = [
    ...plans.flatMap((plan) => [planBefore(plan).asOf, plan.asOf]),
    ...logs.flatMap((log) => [logBefore(log).asOf, log.asOf]),
  ].filter((instant) => instant > now);
  return instants.length > 0 ? new Date(Math.min(...instants.map(Number))) : null;
}

function planBefore(plan: PlanReport): PlanReport {
  if (!plan.cancellation) return plan;
  return { ...plan, asOf: addMinutes(plan.plannedStart, -24 * 60), cancellation: null, told: [] };
}

function logBefore(log: LogReport): LogReport {
  // What is entered when it is all over has no version before.
  if (+log.asOf > +log.departedAt! + 60_000) return log;
  const open = { departedAt: null, departedBy: null, departedMetres: null, tasks: [], refused: null };
  return { ...log, asOf: addMinutes(log.arrivedAt, 1), ...open };
}

const instants = new Map<string, Date>();
const MOST_INSTANTS = 5_000;

/** Calls begin at few times of day: each is looked up in the calendar once. */
export function instantOn(day: string, time: string): Date {
  const key = `${day} ${time}`;
  const known = instants.get(key) ?? instantOf(day, time);
  if (instants.size >= MOST_INSTANTS) instants.clear();
  instants.set(key, known);
  return known;
}

const manners = new Map<string, Manner>();

function mannerOf(provider: DemoProvider): Manner {
  const manner = manners.get(provider.key) ?? madeUp(provider);
  manners.set(provider.key, manner);
  return manner;
}

function madeUp({ rating, key }: DemoProvider): Manner {
  const chance = chances([...key].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 7));
  const worse = rating === 'INADEQUATE' ? 4 : rating === 'REQUIRES_IMPROVEMENT' ? 2 : 1;
  return {
    missed: (2 + chance.upTo(6)) * worse,
    late: 25 + chance.upTo(70) * worse,
    short: 15 + chance.upTo(50) * worse,
    byHand: 25 + chance.upTo(85),
    strangers: 40 + chance.upTo(160),
    forgotten: chance.upTo(2) * worse,
    otherLength: 1 + chance.upTo(8),
    notAsked: chance.upTo(2),
    alone: (4 + chance.upTo(12)) * worse,
    taskNotDone: (1 + chance.upTo(5)) * worse,
    claimed: 80 + chance.upTo(120),
  };
}
