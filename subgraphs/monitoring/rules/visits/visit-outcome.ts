import type { Policy } from '../../../../schema/policy.js';
import { payableOfCall, payableOfStays, payableShareWithoutCare } from '../pay/payable.js';
import { allOn } from '../workers/known-workers.js';
import { isCalledOff } from './cancellation.js';
import { isByHand, isInPlace, isLoggedElectronically } from './electronic-log.js';
import { punctualityOf } from './punctuality.js';
import { isTakenBack } from './taken-back.js';
import { taskFlags } from './tasks.js';
import { wasTold } from './told.js';
import type { LogFacts, PlanFacts, VisitFacts } from './visit-facts.js';
import { VISIT_FLAGS, type VisitFlag } from './visit-flags.js';
import type { VisitState } from './visit-states.js';
import { alertAt, departureDueAt, missedAt } from './visit-times.js';

/** What follows from the facts, and from the time. */
export interface VisitOutcome {
  readonly state: VisitState;
  readonly arrivedAt: Date | null;
  readonly departedAt: Date | null;
  readonly deviationMinutes: number | null;
  /** Worker-minutes, like the two that follow. */
  readonly plannedMinutes: number;
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
 * `dueAt` is the last instant up to which the same facts say the same.
 * [SM-8, DEL-02, DEL-03, DEL-07, DEL-08, DEL-10, DEL-15, DEL-16, DEL-21, DEL-38, VAR-02, VAR-10, AMB-52; 002 ¶7, ¶19.7, ¶21]
 */
export function visitOutcome(facts: VisitFacts, policy: Policy, now: Date): VisitOutcome {
  const { plan, logs } = facts;
  const { state, dueAt } = standing(facts, policy, now);
  const arrivedAt = logs[0]?.arrivedAt ?? null;
  const punctuality = arrivedAt && punctualityOf(plan, arrivedAt, policy);
  const minutes = minutesOf(facts, state, policy);
  const workers = logs.map(({ worker }) => worker);
  const byTeam = isAttended(state) ? allOn(facts.team, workers) : null;
  const { placeToleranceMetres } = policy.visit;

  const found = new Set<VisitFlag>([
    ...(punctuality?.flags ?? []),
    ...(state === 'COMPLETED' ? taskFlags(plan.tasks, logs) : []),
  ]);
  const flag = (name: VisitFlag, holds: boolean): void => void (holds && found.add(name));
  flag('SHORT', state === 'COMPLETED' && isShort(plan, minutes, policy));
  flag('TIME_CRITICAL_BREACHED', state === 'MISSED' && plan.timeCritical);
  flag('OUT_OF_PLACE', !logs.every((log) => isInPlace(log, placeToleranceMetres)));
  flag('MANUAL', logs.some(isByHand));
  flag('INCOMPLETE_LOG', state === 'IN_PROGRESS' && logs.length > 0 && dueAt === null);
  flag('WORKER_OVERLAP', facts.conflicts.has('OVERLAP'));
  flag('TRAVEL_TOO_SHORT', facts.conflicts.has('TRAVEL'));
  flag(
    'UNPLANNED_WORKER',
    plan.plannedWorkers.length > 0 && workers.some((each) => !plan.plannedWorkers.includes(each)),
  );
  flag('UNKNOWN_WORKER', allOn(facts.staff, workers) === false);
  flag('NOT_TOLD', !isTold(plan, state, found.has('LATE')));
  flag('NOT_BY_TEAM', byTeam === false && !wasTold(plan.told, 'WORKER', arrivedAt!));
  flag('CANCELLED_UNCONFIRMED', plan.cancellation !== null && state !== 'CANCELLED' && !isAttended(state));
  flag('REMOVED_AFTER_START', plan.removed && !isTakenBack(plan));
  flag('SUSPENDED', facts.notCommissioned === 'SUSPENDED');
  flag('ENDED', facts.notCommissioned === 'ENDED');
  flag('CORRECTED', plan.correction !== null);

  return {
    state,
    arrivedAt,
    departedAt: logs.length > 0 && logs.every(hasDeparted) ? lastDeparture(logs) : null,
    deviationMinutes: punctuality?.deviationMinutes ?? null,
    ...minutes,
    workersCame: logs.length,
    workersLogged: logs.filter((log) => isLoggedElectronically(log, placeToleranceMetres)).length,
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
 * Where a visit stands, and until when it stands there if nothing happens. An officer's correction stands over all else.
 * What was taken back or is not commissioned is off. A no-reply case decides before the logs, because a carer who finds
 * nobody logs in as well. A log decides before a cancellation.
 */
function standing(
  facts: VisitFacts,
  policy: Policy,
  now: Date,
): { readonly state: VisitState; readonly dueAt: Date | null } {
  const { plan, logs } = facts;
  const over = (state: VisitState) => ({ state, dueAt: null });
  if (plan.correction) return over(plan.correction.state);
  if (isTakenBack(plan) || facts.notCommissioned) return over('CANCELLED');
  if (plan.noReply === 'OPEN') return over('NO_REPLY');
  if (plan.noReply === 'PROCEDURE_COMPLETE') return over('NO_REPLY_CLOSED');

  const missed = missedAt(plan, policy);
  const [first] = logs;
  if (first && isInTime(first.arrivedAt, missed, facts.nextPlannedStart)) {
    if (logs.some((log) => log.refused)) return over('REFUSED');
    if (logs.every(hasDeparted)) return over('COMPLETED');
    const due = departureDueAt(plan, first.arrivedAt, policy);
    return { state: 'IN_PROGRESS', dueAt: now <= due ? due : null };
  }
  if (plan.noReply === 'FOUND') return over('IN_PROGRESS');
  if (plan.cancellation && isCalledOff(plan.cancellation, missed)) return over('CANCELLED');

  const alert = alertAt(plan, policy);
  if (now <= alert) return { state: 'PLANNED', dueAt: alert };
  if (now <= missed) return { state: 'ALERTED', dueAt: missed };
  return over('MISSED');
}

/** Late attendance makes a missed visit a late one, as long as the next was not yet due to start (DEL-10). */
function isInTime(arrivedAt: Date, missed: Date, nextPlannedStart: Date | null): boolean {
  return arrivedAt <= missed || nextPlannedStart === null || arrivedAt < nextPlannedStart;
}

function minutesOf(facts: VisitFacts, state: VisitState, policy: Policy) {
  const { plan, logs, notCommissioned } = facts;
  const commissioned = minutesBetween(plan.plannedStart, plan.plannedEnd);
  const plannedMinutes = commissioned * plan.workersNeeded;
  const stays = logs.filter(hasDeparted).map((log) => minutesBetween(log.arrivedAt, log.departedAt!));
  const corrected = plan.correction?.actualMinutes ?? null;
  const actualMinutes = corrected ?? sum(stays);
  let payableMinutes = 0;
  if (!notCommissioned && !isTakenBack(plan)) {
    if (state !== 'COMPLETED') {
      payableMinutes = Math.round((plannedMinutes * payableShareWithoutCare(state, policy)) / 100);
    } else if (corrected !== null)
      payableMinutes = payableOfCall(corrected, plannedMinutes, policy, plan.workersNeeded);
    else payableMinutes = payableOfStays(stays, { minutes: commissioned, workers: plan.workersNeeded }, policy);
  }
  return { plannedMinutes, actualMinutes, payableMinutes };
}

/** Less care than planned, by more than the tolerance for each worker (DEL-08, AMB-52). */
function isShort(
  plan: PlanFacts,
  minutes: { readonly plannedMinutes: number; readonly actualMinutes: number },
  { visit }: Policy,
): boolean {
  return minutes.actualMinutes < minutes.plannedMinutes - visit.shortMinutes * plan.workersNeeded;
}

/** Whether the person was told in time about what did not go as they had been told to expect (DEL-15). */
function isTold(plan: PlanFacts, state: VisitState, isLate: boolean): boolean {
  const { told, plannedStart, movedFrom, cancellation } = plan;
  if (isTakenBack(plan) || state === 'PLANNED') return true;
  if (state === 'CANCELLED') {
    // Whoever confirmed it with the person told the person.
    return !cancellation || new Date(cancellation.at) < plannedStart || wasTold(told, 'CANCELLED', plannedStart);
  }
  return (!isLate || wasTold(told, 'LATE', plannedStart)) && (!movedFrom || wasTold(told, 'CHANGED', plannedStart));
}

function hasDeparted(log: LogFacts): boolean {
  return log.departedAt !== null;
}

function lastDeparture(logs: readonly LogFacts[]): Date {
  return new Date(Math.max(...logs.map((log) => Number(log.departedAt))));
}

function minutesBetween(from: Date, to: Date): number {
  return Math.floor((to.getTime() - from.getTime()) / 60_000);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
