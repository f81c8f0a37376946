import type { Policy } from '../../../../schema/policy.js';
import { latest } from '../clock.js';
import type { PlanFacts } from './visit-facts.js';

type Plan = Pick<PlanFacts, 'plannedStart' | 'plannedEnd' | 'windowTo' | 'timeCritical'>;

/**
 * The last instant at which a log-in prevents the alert: so many minutes after the planned start, or after the end of the
 * agreed window; sooner for a time-critical call. [DEL-21; 002 ¶21.2]
 */
export function alertAt(plan: Plan, { alert }: Policy): Date {
  const minutes = plan.timeCritical ? alert.timeCriticalMinutes : alert.minutes;
  return after(plan.windowTo ?? plan.plannedStart, minutes);
}

/**
 * The last instant at which a visit is not yet missed: the later of its planned end and so many minutes after its
 * planned start, and never before a replacement sent within its hour of the alert. [DEL-10; AMB-52; 002 ¶21.4]
 */
export function missedAt(plan: Plan, policy: Policy): Date {
  return latest(
    plan.plannedEnd,
    after(plan.plannedStart, policy.visit.missedAfterMinutes),
    after(alertAt(plan, policy), policy.alert.replacementMinutes),
  );
}

/** The last instant at which a departure is not yet missing: the planned length after a late arrival. [DEL-02] */
export function departureDueAt(plan: Plan, arrivedAt: Date, policy: Policy): Date {
  const minutes = (plan.plannedEnd.getTime() - plan.plannedStart.getTime()) / 60_000;
  return latest(missedAt(plan, policy), after(arrivedAt, minutes));
}

function after(instant: Date, minutes: number): Date {
  return new Date(instant.getTime() + minutes * 60_000);
}
