import { isId } from '../../../../kernel/values/ids.js';
import { isStorable, unreadableTextRefusal } from '../../../../kernel/values/input-limits.js';
import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';
import type { Night } from '../../../../schema/events/cases.js';
import type { Policy } from '../../../../schema/policy.js';
import { reportedAtRefusal } from '../reported-at.js';
import type { Cancellation, LogMethod, RefusalOfService, TaskOutcome, Told } from '../visits/visit-facts.js';
import { plannedLengthRefusal } from '../visits/visit-length.js';

/** A planned visit as a system reports it. [DEL-01] */
export interface PlanReport {
  readonly externalId: string;
  /** When the source last changed it. */
  readonly asOf: Date;
  /** The placement's id, or its reference. */
  readonly placement: string;
  /** The id of the visit that it answers; null leaves it to the times to say. */
  readonly visit: string | null;
  readonly plannedStart: Date;
  readonly plannedEnd: Date;
  readonly night: Night | null;
  readonly windowFrom: Date | null;
  readonly windowTo: Date | null;
  readonly timeCritical: boolean;
  readonly workersNeeded: number;
  readonly plannedWorkers: readonly string[];
  readonly travelMetres: number | null;
  readonly tasks: readonly string[];
  readonly movedFrom: Date | null;
  readonly cancellation: Cancellation | null;
  readonly told: readonly Told[];
  readonly removed: boolean;
}

/** A worker's log-in and log-out as a system reports them. [DEL-02] */
export interface LogReport {
  readonly externalId: string;
  readonly asOf: Date;
  readonly placement: string;
  /** The planned visit, by its own external id; null leaves it to the times to say. */
  readonly visitExternalId: string | null;
  readonly worker: string;
  readonly arrivedAt: Date;
  readonly arrivedBy: LogMethod;
  readonly arrivedMetres: number | null;
  readonly departedAt: Date | null;
  readonly departedBy: LogMethod | null;
  readonly departedMetres: number | null;
  /** Why it was entered by hand, as a code. */
  readonly manualReason: string | null;
  readonly tasks: readonly TaskOutcome[];
  readonly refused: RefusalOfService | null;
  readonly removed: boolean;
}

/**
 * What a plan says, apart from its version, as one text: the same text for the same content, without what does not apply.
 * [DEL-01, IDG-16]
 */
export function contentOfPlan(plan: PlanReport): string {
  const { cancellation } = plan;
  return JSON.stringify({
    placement: plan.placement,
    visit: plan.visit ?? undefined,
    plannedStart: instantSaid(plan.plannedStart),
    plannedEnd: instantSaid(plan.plannedEnd),
    night: plan.night ?? undefined,
    windowFrom: instantSaid(plan.windowFrom),
    windowTo: instantSaid(plan.windowTo),
    timeCritical: plan.timeCritical || undefined,
    workersNeeded: plan.workersNeeded,
    plannedWorkers: someOf(plan.plannedWorkers),
    travelMetres: plan.travelMetres ?? undefined,
    tasks: someOf(plan.tasks),
    movedFrom: instantSaid(plan.movedFrom),
    cancellation: cancellation
      ? {
          at: cancellation.at,
          requestedBy: cancellation.requestedBy,
          confirmedWith: cancellation.confirmedWith,
          confirmedBy: cancellation.confirmedBy,
          alternative: cancellation.alternative,
        }
      : undefined,
    told: someOf(plan.told)?.map(({ about, at, to }) => ({ about, at, to })),
    removed: plan.removed || undefined,
  });
}

/** What a log says, apart from its version, as one text. [DEL-02, IDG-16] */
export function contentOfLog(log: LogReport): string {
  const { refused } = log;
  return JSON.stringify({
    placement: log.placement,
    visitExternalId: log.visitExternalId ?? undefined,
    worker: log.worker,
    arrivedAt: instantSaid(log.arrivedAt),
    arrivedBy: log.arrivedBy,
    arrivedMetres: log.arrivedMetres ?? undefined,
    departedAt: instantSaid(log.departedAt),
    departedBy: log.departedBy ?? undefined,
    departedMetres: log.departedMetres ?? undefined,
    manualReason: log.manualReason ?? undefined,
    tasks: someOf(log.tasks)?.map(({ task, outcome, reason }) => ({ task, outcome, reason: reason ?? undefined })),
    refused: refused ? { reason: refused.reason, capacityConcern: refused.capacityConcern } : undefined,
    removed: log.removed || undefined,
  });
}

/** An instant as JSON writes it, which takes twice as long if it is left to JSON. */
function instantSaid(instant: Date | null): string | null | undefined {
  if (instant === null) return undefined;
  return Number.isNaN(instant.getTime()) ? null : instant.toISOString();
}

function someOf<Item>(list: readonly Item[]): readonly Item[] | undefined {
  return list.length > 0 ? list : undefined;
}

/** The most that one field takes. */
const LONGEST_ID = 100;
const LONGEST_CODE = 200;
const MOST_TASKS = 50;
const MOST_TOLD = 20;
const MOST_WORKERS = 2;
const MOST_METRES = 1_000_000;
const MOST_TRAVEL_METRES = 100_000;
const MOST_DAYS_AHEAD = 400;
const DAY_MS = 86_400_000;

/** No system that reports visits is older. */
const EARLIEST = new Date('2000-01-01T00:00:00Z');

/** Whether a row can be looked for among what is kept; one that cannot is refused for the same reason. [DEL-01, IDG-16] */
export function isAskable(report: PlanReport | LogReport): boolean {
  const at = 'plannedStart' in report ? report.plannedStart : report.arrivedAt;
  return isStorable(report.externalId) && isStorable(report.placement) && at >= EARLIEST;
}

/**
 * Refuses a reported plan that cannot be kept, and says why. An instant that its source cannot yet know is refused; a
 * clock may run ahead by `policy.visit.clockSkewMinutes`. [DEL-01, DEL-06, DEL-15, IDG-16, VAR-10]
 */
export function planRefusal(plan: PlanReport, now: Date, policy: Policy): Refusal | undefined {
  const { windowFrom, windowTo, cancellation } = plan;
  return (
    tooLong('DEL-01', 'externalId', plan.externalId, LONGEST_ID) ??
    tooLong('DEL-01', 'placement', plan.placement, LONGEST_ID) ??
    (plan.visit !== null && !isId(plan.visit)
      ? refuse(
          'DEL-01',
          'NOT_AN_ID',
          'A visit is named by its id in the hub; leave it out if you do not know it.',
          'visit',
        )
      : undefined) ??
    inFuture('DEL-01', 'asOf', plan.asOf, now, policy) ??
    tooEarly('DEL-01', 'plannedStart', plan.plannedStart) ??
    plannedLengthRefusal(plan, policy.visit) ??
    (plan.plannedStart.getTime() > now.getTime() + MOST_DAYS_AHEAD * DAY_MS
      ? refuse(
          'DEL-01',
          'PLANNED_TOO_FAR_AHEAD',
          `Visits are planned ${MOST_DAYS_AHEAD} days ahead at most.`,
          'plannedStart',
        )
      : undefined) ??
    ((windowFrom === null) !== (windowTo === null) || (windowFrom && windowTo && windowFrom > windowTo)
      ? refuse(
          'DEL-01',
          'WINDOW_INCOMPLETE',
          'An agreed window has an earliest and a latest start, in this order.',
          'windowTo',
        )
      : undefined) ??
    outOfRange('DEL-01', 'workersNeeded', plan.workersNeeded, 1, MOST_WORKERS) ??
    tooMany('DEL-01', 'plannedWorkers', plan.plannedWorkers, MOST_WORKERS) ??
    first(plan.plannedWorkers, (worker) => tooLong('DEL-01', 'plannedWorkers', worker, LONGEST_ID)) ??
    outOfRange('DEL-07', 'travelMetres', plan.travelMetres, 0, MOST_TRAVEL_METRES) ??
    tooMany('DEL-11', 'tasks', plan.tasks, MOST_TASKS) ??
    first(plan.tasks, (task) => tooLong('DEL-11', 'tasks', task, LONGEST_ID)) ??
    tooMany('DEL-15', 'told', plan.told, MOST_TOLD) ??
    first(plan.told, (told) => inFuture('DEL-15', 'told', new Date(told.at), now, policy)) ??
    (cancellation &&
      (inFuture('VAR-10', 'cancellation', new Date(cancellation.at), now, policy) ??
        tooLong('VAR-10', 'cancellation', cancellation.requestedBy, LONGEST_CODE) ??
        tooLong('VAR-10', 'cancellation', cancellation.alternative ?? '-', LONGEST_CODE))) ??
    unreadable(plan)
  );
}

/**
 * Refuses a reported log that cannot be kept, and says why: a departure before the arrival, an instant in the future, or
 * an entry by hand without its reason. [DEL-02, DEL-03, DEL-11, DEL-18, IDG-16]
 */
export function logRefusal(log: LogReport, now: Date, policy: Policy): Refusal | undefined {
  const { arrivedAt, departedAt, departedBy } = log;
  const byHand = log.arrivedBy === 'MANUAL' || departedBy === 'MANUAL';
  return (
    tooLong('DEL-02', 'externalId', log.externalId, LONGEST_ID) ??
    tooLong('DEL-02', 'placement', log.placement, LONGEST_ID) ??
    tooLong('DEL-02', 'worker', log.worker, LONGEST_ID) ??
    tooLong('DEL-02', 'visitExternalId', log.visitExternalId ?? '-', LONGEST_ID) ??
    inFuture('DEL-02', 'asOf', log.asOf, now, policy) ??
    tooEarly('DEL-02', 'arrivedAt', arrivedAt) ??
    inFuture('DEL-02', 'arrivedAt', arrivedAt, now, policy) ??
    inFuture('DEL-02', 'departedAt', departedAt, now, policy) ??
    ((departedAt === null) !== (departedBy === null)
      ? refuse('DEL-02', 'DEPARTURE_INCOMPLETE', 'A departure has its instant and how it was logged.', 'departedBy')
      : undefined) ??
    (departedAt && departedAt < arrivedAt
      ? refuse(
          'DEL-02',
          'DEPARTED_BEFORE_ARRIVAL',
          'A worker departs after the arrival: send the right instants.',
          'departedAt',
        )
      : undefined) ??
    (departedAt && departedAt.getTime() > arrivedAt.getTime() + DAY_MS
      ? refuse(
          'DEL-02',
          'STAYED_TOO_LONG',
          'A log lasts a day at most: send the departure of this very call.',
          'departedAt',
        )
      : undefined) ??
    outOfRange('DEL-02', 'arrivedMetres', log.arrivedMetres, 0, MOST_METRES) ??
    outOfRange('DEL-02', 'departedMetres', log.departedMetres, 0, MOST_METRES) ??
    (byHand && !log.manualReason
      ? refuse(
          'DEL-03',
          'MANUAL_WITHOUT_REASON',
          'A log that was entered by hand gives its reason code.',
          'manualReason',
        )
      : undefined) ??
    tooLong('DEL-03', 'manualReason', log.manualReason ?? '-', LONGEST_CODE) ??
    tooMany('DEL-11', 'tasks', log.tasks, MOST_TASKS) ??
    first(log.tasks, taskRefusal) ??
    (log.refused && tooLong('DEL-18', 'refused', log.refused.reason, LONGEST_CODE)) ??
    unreadable(log)
  );
}

function taskRefusal({ task, outcome, reason }: TaskOutcome): Refusal | undefined {
  if (outcome === 'NOT_DONE' && !reason) {
    return refuse('DEL-11', 'TASK_WITHOUT_REASON', 'A task that was not done gives its reason.', 'tasks');
  }
  return tooLong('DEL-11', 'tasks', task, LONGEST_ID) ?? tooLong('DEL-11', 'tasks', reason ?? '-', LONGEST_CODE);
}

/** By the column of the row: its texts are bounded by now, so few are looked at. */
function unreadable(row: PlanReport | LogReport): Refusal | undefined {
  for (const column in row) {
    const refusal = firstUnreadable(row[column as keyof typeof row], column);
    if (refusal) return refusal;
  }
  return undefined;
}

function firstUnreadable(value: unknown, column: string): Refusal | undefined {
  if (typeof value === 'string') return unreadableTextRefusal(value, column);
  if (value === null || typeof value !== 'object' || value instanceof Date) return undefined;
  return first(Object.values(value), (each) => firstUnreadable(each, column));
}

function inFuture(rule: string, field: string, instant: Date | null, now: Date, policy: Policy): Refusal | undefined {
  const { clockSkewMinutes } = policy.visit;
  return reportedAtRefusal(rule, instant, { follows: null, now, clockSkewMinutes }, field);
}

function tooEarly(rule: string, field: string, instant: Date): Refusal | undefined {
  if (instant >= EARLIEST) return undefined;
  return refuse(rule, 'INSTANT_TOO_EARLY', 'Visits are reported from the year 2000 on.', field);
}

function tooLong(rule: string, field: string, text: string, most: number): Refusal | undefined {
  if (text.length >= 1 && text.length <= most) return undefined;
  return refuse(rule, 'TEXT_LENGTH', `It takes 1 to ${most} characters.`, field);
}

function tooMany(rule: string, field: string, list: readonly unknown[], most: number): Refusal | undefined {
  return list.length <= most ? undefined : refuse(rule, 'TOO_MANY', `It takes ${most} at most.`, field);
}

function outOfRange(
  rule: string,
  field: string,
  value: number | null,
  least: number,
  most: number,
): Refusal | undefined {
  if (value === null || (Number.isInteger(value) && value >= least && value <= most)) return undefined;
  return refuse(rule, 'OUT_OF_RANGE', `It takes a whole number from ${least} to ${most}.`, field);
}

function first<Item>(items: readonly Item[], check: (item: Item) => Refusal | undefined): Refusal | undefined {
  for (const item of items) {
    const refusal = check(item);
    if (refusal) return refusal;
  }
  return undefined;
}
