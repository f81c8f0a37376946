import type { Policy } from '../../../../schema/policy.js';
import { minutesOf } from './attendance.js';
import { isChangedAfterStart, standingOf } from './plan-standing.js';
import type { CallFacts, PlanFacts } from './visit-facts.js';
import { PLAN_FLAGS } from './visit-flags.js';

type PlanFlag = (typeof PLAN_FLAGS)[number];

/**
 * How the plans that answer a call differ from what the council commissioned. Each is kept and pointed out, and the
 * council's word counts. A call without a window may be planned `visit.planToleranceMinutes` off its time, and a
 * time-critical one not at all: another time is agreed with the person first. [DEL-01, ASM-13, ASM-14, ASM-30, DEL-10]
 *
 * @param plans in the order of their starts; several if a night is planned in parts, or by several systems
 */
export function planDifferences(
  call: Pick<CallFacts, 'expectedStart' | 'windowFrom' | 'windowTo' | 'minutes' | 'workersNeeded' | 'timeCritical'>,
  plans: readonly PlanFacts[],
  { visit }: Pick<Policy, 'visit'>,
): readonly PlanFlag[] {
  const bySystem = [...Map.groupBy(plans, ({ source }) => source).values()];
  const found = new Set(bySystem.flatMap((ofOne) => differencesOf(call, ofOne, visit)));
  return PLAN_FLAGS.filter((each) => found.has(each));
}

function differencesOf(
  call: Parameters<typeof planDifferences>[0],
  plans: readonly PlanFacts[],
  visit: Policy['visit'],
): readonly PlanFlag[] {
  const first = plans[0]!;
  const flags: PlanFlag[] = [];
  const flag = (name: PlanFlag, holds: boolean): void => void (holds && flags.push(name));
  const planned = plans.map(standingOf);
  const minutes = planned.reduce((sum, each) => sum + minutesOf(each.plannedStart, each.plannedEnd), 0);
  const tolerance = (call.timeCritical ? 0 : visit.planToleranceMinutes) * 60_000;
  const earliest = call.windowFrom ?? new Date(call.expectedStart.getTime() - tolerance);
  const latest = call.windowTo ?? new Date(call.expectedStart.getTime() + tolerance);
  const start = planned[0]!.plannedStart;
  flag('LENGTH_DIFFERS', minutes !== call.minutes);
  flag(
    'WORKERS_DIFFER',
    plans.some(({ workersNeeded }) => workersNeeded !== call.workersNeeded),
  );
  flag(
    'WINDOW_DIFFERS',
    first.windowFrom !== null &&
      (+first.windowFrom !== +(call.windowFrom ?? 0) || +first.windowTo! !== +(call.windowTo ?? 0)),
  );
  flag('TIME_CRITICAL_DIFFERS', call.timeCritical && !plans.every(({ timeCritical }) => timeCritical));
  flag('OUTSIDE_AGREED_WINDOW', start < earliest || start > latest);
  flag('CHANGED_AFTER_START', plans.some(isChangedAfterStart));
  return flags;
}
