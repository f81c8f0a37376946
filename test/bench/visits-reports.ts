import { randomUUID } from 'node:crypto';
import { addLocalDays, instantOf } from '../../kernel/time/working-time.js';
import { type Activity, type CommissionedCall, WEEKDAYS } from '../../schema/events/cases.js';
import type { LogReport, PlanReport } from '../../subgraphs/monitoring/rules/reports/visit-report.js';

/** A placement, its worker, and its calls. */
export interface Care {
  readonly placementId: string;
  readonly worker: string;
  readonly calls: readonly CommissionedCall[];
}

const MORNING = 7 * 60;
const NOON = 12 * 60;
const EVENING = 17 * 60;
const PEOPLE_OF_A_WORKER = 5;
/** From one person's call to the next. */
const ROUND_MINUTES = 45;
const CALL_MINUTES = 30;
const ACTIVITIES: readonly Activity[] = ['PERSONAL_CARE', 'MEAL_PREPARATION'];

/** So many placements with five calls a day to every two of them, each worker with five people. */
export function careOf(placements: number): readonly Care[] {
  const workers = Math.ceil(placements / PEOPLE_OF_A_WORKER);
  return Array.from({ length: placements }, (_, nth): Care => {
    const later = Math.floor(nth / workers) * ROUND_MINUTES;
    const starts = nth % 2 === 0 ? [MORNING, EVENING] : [MORNING, NOON, EVENING];
    return {
      placementId: randomUUID(),
      worker: `W${nth % workers}`,
      calls: starts.map((start, which) => aCall(timeOf(start + later), nth % 10 === 0 && which === 0)),
    };
  });
}

/** A call for one worker, of every day unless told otherwise. */
export function aCall(
  requestedStart: string,
  timeCritical = false,
  days: CommissionedCall['days'] = WEEKDAYS,
): CommissionedCall {
  return {
    ...{ callId: randomUUID(), days, requestedStart, agreedStart: null, window: null },
    ...{ minutes: CALL_MINUTES, workers: 1, activities: ACTIVITIES, timeCritical, night: null },
  };
}

/** Plans of all calls on so many days, in the order of the days, and for each the log of who came. */
export function reportsOf(
  care: readonly Care[],
  from: string,
  days: number,
): { plans: PlanReport[]; logs: LogReport[] } {
  const plans: PlanReport[] = [];
  const logs: LogReport[] = [];
  for (let nth = 0; nth < days; nth++) {
    const day = addLocalDays(from, nth);
    for (const { placementId, worker, calls } of care) {
      for (const call of calls) {
        plans.push(planOf(placementId, worker, call, day));
        logs.push(logOf(placementId, worker, call, day, logs.length));
      }
    }
  }
  return { plans, logs };
}

export function planOf(placement: string, worker: string | null, call: CommissionedCall, day: string): PlanReport {
  const plannedStart = startOf(call, day);
  return {
    externalId: `V-${call.callId}-${day}`,
    asOf: new Date(plannedStart.getTime() - 86_400_000),
    placement,
    visit: null,
    plannedStart,
    plannedEnd: new Date(plannedStart.getTime() + call.minutes * 60_000),
    night: null,
    windowFrom: null,
    windowTo: null,
    timeCritical: call.timeCritical,
    workersNeeded: call.workers,
    plannedWorkers: worker === null ? [] : [worker],
    travelMetres: 1500,
    tasks: [...call.activities],
    movedFrom: null,
    cancellation: null,
    told: [],
    removed: false,
  };
}

function logOf(placement: string, worker: string, call: CommissionedCall, day: string, nth: number): LogReport {
  const arrivedAt = new Date(startOf(call, day).getTime() + ((nth * 7) % 12) * 60_000);
  const departedAt = new Date(arrivedAt.getTime() + (call.minutes - 2 + (nth % 5)) * 60_000);
  return {
    externalId: `L-${call.callId}-${day}`,
    asOf: departedAt,
    placement,
    visitExternalId: null,
    worker,
    arrivedAt,
    arrivedBy: 'GPS',
    arrivedMetres: 12,
    departedAt,
    departedBy: 'GPS',
    departedMetres: 20,
    manualReason: null,
    tasks: call.activities.map((task) => ({ task, outcome: 'DONE' as const, reason: null })),
    refused: null,
    removed: false,
  };
}

const starts = new Map<string, Date>();

function startOf({ requestedStart }: CommissionedCall, day: string): Date {
  const key = `${day} ${requestedStart}`;
  const start = starts.get(key) ?? instantOf(day, requestedStart);
  starts.set(key, start);
  return start;
}

function timeOf(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}
