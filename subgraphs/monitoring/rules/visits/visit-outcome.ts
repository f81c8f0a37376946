import type { Policy } from '../../../../schema/policy.js';
import { secondWorkerDueAt } from '../alerts/second-worker.js';
import type { Off } from '../calls/expected-call.js';
import { payableOfCall, payableOfStays, payableShareWithoutCare } from '../pay/payable.js';
import { allOn } from '../workers/known-workers.js';
import { type Attendance, minutesOf } from './attendance.js';
import { isCalledOff, isCalledOffAfterStart } from './cancellation.js';
import { isByHand, isInPlace, isLoggedElectronically } from './electronic-log.js';
import { planDifferences } from './plan-differences.js';
import { standingOf } from './plan-standing.js';
import { punctualityOf } from './punctuality.js';
import { taskFlags } from './tasks.js';
import { wasTold } from './told.js';
import type { VisitFacts } from './visit-facts.js';
import { VISIT_FLAGS, type VisitFlag } from './visit-flags.js';
import { queryOf, type VisitQuery } from './visit-query.js';
import type { VisitState } from './visit-states.js';
import { alertAt, attendedUntil, departureDueAt, missedAt } from './visit-times.js';

/** What follows from the facts, and from the time. */
export interface VisitOutcome {
  readonly state: VisitState;
  /** Why the council does not expect it; null if it does. */
  readonly off: Off['because'] | null;
  /** What the council is asked about it; null if nothing. */
  readonly query: VisitQuery | null;
  readonly arrivedAt: Date | null;
  readonly departedAt: Date | null;
  readonly deviationMinutes: number | null;
  /** Worker-minutes, like the two that follow. None of what is not expected is commissioned. */
  readonly commissionedMinutes: number;
  readonly actualMinutes: number;
  readonly payableMinutes: number;
  readonly workersCame: number;
  readonly workersLogged: number;
  /** Whether the regular team alone made it; null if no team is named, or nobody gave care (DEL-13). */
  readonly byTeam: boolean | null;
  readonly flags: readonly VisitFlag[];
  readonly dueAt: Date | null;
}

/**
 * What became of a visit, by what is known at `now`: its state, times and minutes, and what is not as it should be.
 * Everything is measured by what the council commissioned; what a provider planned is only held against it. `dueAt` is the last
 * instant up to which the same facts say the same.
 * [SM-8, DEL-01, DEL-02, DEL-03, DEL-07, DEL-08, DEL-10, DEL-15, DEL-16, DEL-21, DEL-38, VAR-02, VAR-10, PAY-01, PAY-02, AMB-52; 002 ¶7, ¶19.7, ¶21]
 */
export function visitOutcome(facts: VisitFacts, policy: Policy, now: Date): VisitOutcome {
  const { call, plans, correction } = facts;
  const { counted, claimed } = attendancesThatCount(facts, policy);
  const off = offUnlessMade(facts.off, counted) ?? calledOff(facts, counted);
  const { state, dueAt } = standing(facts, off, counted, policy, now);
  const arrivedAt = counted[0]?.from ?? null;
  const punctuality = arrivedAt && punctualityOf(call, arrivedAt, policy);
  const minutes = minutesIn(facts, off, state, counted, policy);
  const ofWorker = Map.groupBy(counted, ({ worker }) => worker);
  const workers = [...ofWorker.keys()];
  const byTeam = isAttended(state) ? allOn(facts.team, workers) : null;
  const { placeToleranceMetres } = policy.visit;
  const logs = [...new Set(counted.flatMap((each) => each.logs))];
  const isOver = state === 'COMPLETED';
  const query = correction
    ? null
    : queryOf({
        off,
        isMade: counted.length > 0,
        isClaimed: claimed.length > 0 && state === 'MISSED',
        isElsewhere: isAttended(state) && facts.conflicts.has('ELSEWHERE'),
      });

  const found = new Set<VisitFlag>([
    ...(punctuality?.flags ?? []),
    ...(isOver ? taskFlags([...new Set([...call.tasks, ...plans.flatMap(({ tasks }) => tasks)])], logs) : []),
    ...(facts.off?.because === 'NOT_COMMISSIONED' ? [] : planDifferences(call, plans, policy)),
    ...(off ? [off.because] : []),
  ]);
  const flag = (name: VisitFlag, holds: boolean): void => void (holds && found.add(name));
  flag('SHORT', isOver && !off && isShort(facts, minutes, policy));
  flag(
    'OVERLONG',
    [...ofWorker.values()].some((each) => minutesWith(each) * 100 >= call.minutes * policy.visit.overlongPct),
  );
  flag('TIME_CRITICAL_BREACHED', state === 'MISSED' && call.timeCritical);
  flag('OUT_OF_PLACE', !logs.every((log) => isInPlace(log, placeToleranceMetres)));
  flag('MANUAL', logs.some(isByHand));
  flag('INCOMPLETE_LOG', state === 'IN_PROGRESS' && counted.length > 0 && dueAt === null);
  flag('NO_LENGTH', facts.noLength.length > 0);
  flag('CLAIMED_AFTER_MISSED', claimed.length > 0 && state === 'MISSED');
  flag('FEWER_WORKERS', isOver && logs.length > 0 && workers.length < call.workersNeeded);
  flag('WORKER_OVERLAP', facts.conflicts.has('OVERLAP') || facts.conflicts.has('ELSEWHERE'));
  flag('WORKED_ELSEWHERE', facts.conflicts.has('ELSEWHERE'));
  flag('TRAVEL_TOO_SHORT', facts.conflicts.has('TRAVEL'));
  const planned = plans.flatMap(({ plannedWorkers }) => plannedWorkers);
  flag('UNPLANNED_WORKER', planned.length > 0 && workers.some((each) => !planned.includes(each)));
  flag('UNKNOWN_WORKER', allOn(facts.staff, workers) === false);
  flag('NOT_TOLD', !isTold(facts, state, found.has('LATE')));
  flag('NOT_BY_TEAM', byTeam === false && !plans.some(({ told }) => wasTold(told, 'WORKER', arrivedAt!)));
  flag('NOT_PLANNED', plans.length === 0 && state !== 'PLANNED' && !off);
  const cancellations = plans.flatMap(cancellationOf);
  flag('CANCELLED_UNCONFIRMED', cancellations.length > 0 && state !== 'CANCELLED' && !isAttended(state));
  flag(
    'CALLED_OFF_AFTER_START',
    plans.some(
      ({ cancellation, knownAt }) => cancellation && isCalledOffAfterStart(cancellation, knownAt, call.expectedStart),
    ) &&
      !cancellations.some(
        ({ cancellation, knownAt }) => !isCalledOffAfterStart(cancellation, knownAt, call.expectedStart),
      ),
  );
  flag(
    'REMOVED_AFTER_START',
    plans.some(({ removed }) => removed),
  );
  flag('CORRECTED', correction !== null);

  return {
    state,
    off: off?.because ?? null,
    query,
    arrivedAt,
    departedAt: counted.length > 0 && isOverFor(counted) ? lastDeparture(counted) : null,
    deviationMinutes: punctuality?.deviationMinutes ?? null,
    ...minutes,
    workersCame: workersWho(workers.length, facts, state),
    workersLogged: [...ofWorker.values()].filter((each) =>
      each.every((one) => isLoggedElectronically(one, placeToleranceMetres)),
    ).length,
    byTeam,
    flags: VISIT_FLAGS.filter((each) => found.has(each)),
    dueAt,
  };
}

/** Whether care was given, or is being given. [DEL-03, DEL-10] */
export function isAttended(state: VisitState): boolean {
  return state === 'COMPLETED' || state === 'IN_PROGRESS';
}

/**
 * The attendances that count, and those that were claimed too late: entered by hand, and not known before the call was
 * missed. Who came later than `attendedUntil` did not come to this call (DEL-10, DEL-03).
 */
function attendancesThatCount({ call, attendances, nextStart }: VisitFacts, policy: Policy) {
  const missed = missedAt(call, policy);
  const until = attendedUntil(call, nextStart, policy);
  const inTime = attendances.filter(({ from }) => from <= until);
  const isClaim = ({ logs }: Attendance) =>
    logs.some(({ arrivedBy, knownAt }) => arrivedBy === 'MANUAL' && knownAt > missed);
  return { counted: inTime.filter((each) => !isClaim(each)), claimed: inTime.filter(isClaim) };
}

/** What was made before it was told that it is off goes on counting (PAY-10, VAR-02, VAR-14). */
function offUnlessMade(off: Off | null, counted: readonly Attendance[]): Off | null {
  const [first] = counted;
  return off?.toldAt && first && first.from < off.toldAt ? null : off;
}

/** Who came to a call that had been called off in order came to none (VAR-10, PAY-02). */
function calledOff({ call, plans }: VisitFacts, counted: readonly Attendance[]): Off | null {
  return counted.length > 0 && isCalledOffInOrder(call, plans) ? { because: 'CALLED_OFF', toldAt: null } : null;
}

function isCalledOffInOrder({ expectedStart }: VisitFacts['call'], plans: VisitFacts['plans']): boolean {
  return plans
    .flatMap(cancellationOf)
    .some(({ cancellation, knownAt }) => isCalledOff(cancellation, knownAt, expectedStart));
}

/**
 * Where a visit stands, and until when it stands there if nothing happens. An officer's correction stands over all else.
 * What is not expected is off, unless somebody came all the same. A no-reply case decides before the logs, because a
 * carer who finds nobody logs in as well.
 */
function standing(
  facts: VisitFacts,
  off: Off | null,
  counted: readonly Attendance[],
  policy: Policy,
  now: Date,
): { readonly state: VisitState; readonly dueAt: Date | null } {
  const { call, plans, noReply, correction } = facts;
  const over = (state: VisitState) => ({ state, dueAt: null });
  if (correction) return over(correction.state);
  if (!off && noReply === 'OPEN') return over('NO_REPLY');
  if (!off && noReply === 'PROCEDURE_COMPLETE') return over('NO_REPLY_CLOSED');
  // Whoever stayed with a person found unwell has made the call.
  if (!off && noReply === 'EMERGENCY_OVER') {
    return over(counted.length > 0 && isOverFor(counted) ? 'COMPLETED' : 'NO_REPLY_CLOSED');
  }

  const [first] = counted;
  if (first) {
    if (counted.some(({ logs }) => logs.some((log) => log.refused))) return over('REFUSED');
    if (isOverFor(counted)) return over('COMPLETED');
    const arrivals = counted.map(({ worker, from: arrivedAt }) => ({ worker, arrivedAt }));
    const staffed = { workersNeeded: call.workersNeeded, arrivals };
    const secondDue = secondWorkerDueAt(staffed, alertAt(call, policy), now);
    const due = secondDue ?? departureDueAt(call, first.from, policy);
    return { state: 'IN_PROGRESS', dueAt: now <= due ? due : null };
  }
  if (off) return over('CANCELLED');
  if (noReply === 'FOUND') return over('IN_PROGRESS');
  if (isCalledOffInOrder(call, plans)) return over('CANCELLED');

  const missed = missedAt(call, policy);
  // Who is found well is given care: that is a log's to say, and without one the call is missed like any other.
  if (noReply === 'FOUND_WELL' && now <= missed) return { state: 'IN_PROGRESS', dueAt: missed };
  const alert = alertAt(call, policy);
  if (now <= alert) return { state: 'PLANNED', dueAt: alert };
  if (now <= missed) return { state: 'ALERTED', dueAt: missed };
  return over('MISSED');
}

/** That a plan was called off, as it stood at the start. */
function cancellationOf(plan: VisitFacts['plans'][number]) {
  const { cancellation, knownAt } = standingOf(plan);
  return cancellation ? [{ cancellation, knownAt }] : [];
}

function minutesIn(
  facts: VisitFacts,
  off: Off | null,
  state: VisitState,
  counted: readonly Attendance[],
  policy: Policy,
) {
  const { call, correction } = facts;
  const commissionedMinutes = off ? 0 : call.minutes * call.workersNeeded;
  const stays = [...Map.groupBy(counted, ({ worker }) => worker).values()].map(minutesWith);
  const corrected = correction?.actualMinutes ?? null;
  const actualMinutes = corrected ?? sum(stays);
  return { commissionedMinutes, actualMinutes, payableMinutes: payable() };

  function payable(): number {
    if (state === 'MISSED') return 0;
    if (correction && correction.acceptedMinutes !== null) return correction.acceptedMinutes;
    if (off) return 0;
    if (state !== 'COMPLETED') return Math.round((commissionedMinutes * payableShareWithoutCare(state, policy)) / 100);
    const { minutes, workersNeeded: workers } = call;
    if (corrected !== null) return payableOfCall(corrected, commissionedMinutes, policy, workers);
    return payableOfStays(stays, { minutes, workers }, policy);
  }
}

/** Minutes that one worker was there: what several logs say twice counts once. */
function minutesWith(attendances: readonly Attendance[]): number {
  let until = 0;
  let minutes = 0;
  for (const { from, to } of attendances) {
    if (!to || +to <= until) continue;
    minutes += minutesOf(new Date(Math.max(+from, until)), to);
    until = +to;
  }
  return minutes;
}

/** Whether nobody is there any more: a worker who logged out of one stay has left. */
function isOverFor(counted: readonly Attendance[]): boolean {
  return [...Map.groupBy(counted, ({ worker }) => worker).values()].every((each) => each.some(({ to }) => to !== null));
}

/** How many attendances a visit counts for: of one that was found on evidence to have been made, those it needed (DEL-03, KPI-26). */
function workersWho(came: number, { call, correction }: VisitFacts, state: VisitState): number {
  return came === 0 && correction && state === 'COMPLETED' ? call.workersNeeded : came;
}

/** Less care than commissioned, by more than the tolerance for each worker (DEL-08, AMB-52). */
function isShort(
  { call }: VisitFacts,
  minutes: { readonly commissionedMinutes: number; readonly actualMinutes: number },
  { visit }: Policy,
): boolean {
  return minutes.actualMinutes < minutes.commissionedMinutes - visit.shortMinutes * call.workersNeeded;
}

/** Whether the person was told in time about what did not go as they had been told to expect (DEL-15). */
function isTold({ call, plans }: VisitFacts, state: VisitState, isLate: boolean): boolean {
  if (state === 'PLANNED') return true;
  const { expectedStart } = call;
  const told = plans.flatMap((each) => each.told);
  if (state === 'CANCELLED') {
    // Whoever confirmed it with the person told the person.
    return plans
      .flatMap(cancellationOf)
      .every(
        ({ cancellation }) => new Date(cancellation.at) < expectedStart || wasTold(told, 'CANCELLED', expectedStart),
      );
  }
  const isMoved = plans.some(({ movedFrom }) => movedFrom !== null);
  return (!isLate || wasTold(told, 'LATE', expectedStart)) && (!isMoved || wasTold(told, 'CHANGED', expectedStart));
}

function lastDeparture(counted: readonly Attendance[]): Date {
  return new Date(Math.max(...counted.map(({ to }) => Number(to))));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
