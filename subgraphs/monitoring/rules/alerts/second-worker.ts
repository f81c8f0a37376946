import type { VisitState } from '../visits/visit-states.js';
import type { AlertEntryKind } from './alert-standing.js';

/** Who came to a call, and when. */
export interface Arrival {
  readonly worker: string;
  readonly arrivedAt: Date;
}

/** So many different workers as a call needs, and who came to it so far. */
interface Staffed {
  readonly workersNeeded: number;
  readonly arrivals: readonly Arrival[];
}

/**
 * How many workers a call still waits for though somebody has come, by an instant: 0 if nobody has come, which is
 * another alert, or if all have. A worker who is logged twice is one. [DEL-21, ASM-30]
 */
export function missingWorkers({ workersNeeded, arrivals }: Staffed, by: Date): number {
  const came = new Set(arrivals.filter(({ arrivedAt }) => arrivedAt <= by).map(({ worker }) => worker)).size;
  return came === 0 ? 0 : Math.max(0, workersNeeded - came);
}

/**
 * The instant up to which a call at which somebody is may wait for its other workers without an alert; null if it waits
 * for nobody, or that instant has passed. [DEL-21]
 */
export function secondWorkerDueAt(staffed: Staffed, alertAt: Date, now: Date): Date | null {
  return now <= alertAt && missingWorkers(staffed, now) > 0 ? alertAt : null;
}

/** When the call was complete: the last of as many different workers as it needs came. Null while one is missing. */
export function completeAt({ workersNeeded, arrivals }: Staffed): Date | null {
  const first = new Map<string, Date>();
  for (const { worker, arrivedAt } of arrivals.toSorted((one, other) => +one.arrivedAt - +other.arrivedAt)) {
    if (!first.has(worker)) first.set(worker, arrivedAt);
  }
  return [...first.values()][workersNeeded - 1] ?? null;
}

/** Between which instants it is found that a worker has not come: the alert is due, and the call not yet missed. */
export interface AlertSpan {
  readonly alertAt: Date;
  readonly missedAt: Date;
}

/**
 * Whether a call needs an alert because one of its workers has not come by the alert time, or, if the first came after
 * that, since. It is raised while the call is being made: nobody is alerted of history. [DEL-21]
 */
export function needsSecondWorker(
  call: Staffed & { readonly state: VisitState },
  { alertAt, missedAt }: AlertSpan,
  now: Date,
): boolean {
  return call.state === 'IN_PROGRESS' && now > alertAt && now <= missedAt && missingWorkers(call, now) > 0;
}

/**
 * How the alert of a missing worker ends, by where the call now stands; null while somebody still waits for them. A call
 * that ends without them has missed them. [DEL-21, SM-9]
 */
export function endOfSecondWorker(
  call: Staffed & { readonly state: VisitState },
): Extract<AlertEntryKind, 'LOGGED_IN' | 'VISIT_MISSED' | 'VISIT_CANCELLED'> | null {
  if (call.state === 'CANCELLED' || call.state === 'REFUSED') return 'VISIT_CANCELLED';
  // A carer at the door who reports a no reply needs no second one.
  if (call.state === 'NO_REPLY' || call.state === 'NO_REPLY_CLOSED') return 'LOGGED_IN';
  if (completeAt(call)) return 'LOGGED_IN';
  return call.state === 'COMPLETED' || call.state === 'MISSED' ? 'VISIT_MISSED' : null;
}
