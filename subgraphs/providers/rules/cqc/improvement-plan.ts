import type { Calendar } from '../../../../kernel/time/bank-holidays.js';
import { endOfWorkingDay, instantOf } from '../../../../kernel/time/working-time.js';
import type { ImprovementPlanState } from './improvement-plan-states.js';
import { itemsBelowGood, type RatedItem, type RatingSet } from './ratings.js';

/** The facts of one plan. */
export interface ImprovementPlan {
  readonly state: ImprovementPlanState;
  /** What it is to bring back to Good: the overall rating, key questions, or both. */
  readonly items: readonly RatedItem[];
  /** Its last day, `YYYY-MM-DD`; null until drafted. */
  readonly endsOn: string | null;
  /** When the Quality Assurance Team was given it; null until then. */
  readonly sharedAt: Date | null;
}

export const PLAN_FAULTS = ['NO_PLAN', 'NOT_ACTIVE', 'EXPIRED', 'NOT_SHARED'] as const;
/** Why no plan covers an item rated below Good. */
export type PlanFault = (typeof PLAN_FAULTS)[number];

/**
 * The items rated below Good that no plan covers, and why: there is none, it is not active, its last day has passed, or
 * the council's team has not been given it. Several plans may cover the items between them. A plan still runs on its
 * last day.
 *
 * `today` is the London date, `YYYY-MM-DD`. [PROV-05; 002 ¶14.3]
 */
export function uncoveredItems(
  ratings: RatingSet,
  plans: readonly ImprovementPlan[],
  today: string,
): ReadonlyArray<{ readonly item: RatedItem; readonly fault: PlanFault }> {
  return itemsBelowGood(ratings).flatMap((item) => {
    const faults = plans.filter(({ items }) => items.includes(item)).map((plan) => faultOf(plan, today));
    if (faults.includes(null)) return [];
    // Of several plans for one item, the one that got furthest says most.
    const fault = FURTHEST_FIRST.find((each) => faults.includes(each)) ?? 'NO_PLAN';
    return [{ item, fault }];
  });
}

/** Whether active, shared, unexpired plans cover every item rated below Good; true if there is no such item [PROV-05]. */
export function improvementPlanCompliant(
  ratings: RatingSet,
  plans: readonly ImprovementPlan[],
  today: string,
): boolean {
  return uncoveredItems(ratings, plans, today).length === 0;
}

/** The items for which a new plan must be required: rated below Good, and in no plan that is still under way [PROV-05]. */
export function itemsNeedingPlan(ratings: RatingSet, plans: readonly ImprovementPlan[]): readonly RatedItem[] {
  const underWay = plans.filter(({ state }) => state !== 'MET' && state !== 'OVERDUE' && state !== 'CLOSED');
  return itemsBelowGood(ratings).filter((item) => !underWay.some(({ items }) => items.includes(item)));
}

/**
 * When a plan must have been shared: the end of the n-th working day after the rating's publication. `publishedOn` is
 * `YYYY-MM-DD`. [PROV-05; policy `cqc.planShareWorkingDays`, default 10]
 */
export function planShareBy(publishedOn: string, workingDays: number, calendar: Calendar): Date {
  return endOfWorkingDay(instantOf(publishedOn, '12:00'), workingDays, calendar);
}

const FURTHEST_FIRST: readonly PlanFault[] = ['EXPIRED', 'NOT_SHARED', 'NOT_ACTIVE'];

function faultOf(plan: ImprovementPlan, today: string): PlanFault | null {
  if (plan.state === 'OVERDUE') return 'EXPIRED';
  if (plan.state !== 'ACTIVE') return 'NOT_ACTIVE';
  if (plan.endsOn === null || plan.endsOn < today) return 'EXPIRED';
  return plan.sharedAt === null ? 'NOT_SHARED' : null;
}
