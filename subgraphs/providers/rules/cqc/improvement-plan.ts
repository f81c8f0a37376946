import type { Calendar } from '../../../../kernel/time/bank-holidays.js';
import { endOfWorkingDay, instantOf } from '../../../../kernel/time/working-time.js';
import type { Refusal } from '../../../../kernel/values/refusal.js';
import { stateTable } from '../../../../kernel/values/state-table.js';
import { itemsBelowGood, type RatedItem, type RatingSet } from './ratings.js';

export const IMPROVEMENT_PLAN_STATES = ['REQUIRED', 'DRAFTED', 'SHARED', 'ACTIVE', 'MET', 'OVERDUE', 'CLOSED'] as const;
export type ImprovementPlanState = (typeof IMPROVEMENT_PLAN_STATES)[number];
export type ImprovementPlanEvent = 'require' | 'draft' | 'share' | 'activate' | 'meet' | 'expire' | 'lift' | 'close';

/** The machine of one plan [PROV-05, catalogue 24 "Supporting machines"]. */
export const IMPROVEMENT_PLAN = stateTable<ImprovementPlanState, ImprovementPlanEvent>({
  name: 'PROV-05 ImprovementPlan',
  initial: 'REQUIRED',
  terminal: ['CLOSED'],
  edges: [
    {
      from: '(new)',
      event: 'require',
      to: 'REQUIRED',
      guard: 'an item is rated below Good [PROV-05]',
      emits: 'ImprovementPlanRequired',
    },
    {
      from: 'REQUIRED',
      event: 'draft',
      to: 'DRAFTED',
      guard: 'the plan names its items and its end [PROV-05]',
      emits: 'ImprovementPlanDrafted',
    },
    {
      from: 'DRAFTED',
      event: 'draft',
      to: 'DRAFTED',
      guard: 'as above; a draft may be drafted again',
      emits: 'ImprovementPlanDrafted',
    },
    {
      from: 'DRAFTED',
      event: 'share',
      to: 'SHARED',
      guard: 'given to the Quality Assurance Team [PROV-05]',
      emits: 'ImprovementPlanShared',
    },
    {
      from: 'SHARED',
      event: 'activate',
      to: 'ACTIVE',
      guard: 'its last day has not passed [PROV-05]',
      emits: 'ProviderStandingChanged',
    },
    {
      from: 'ACTIVE',
      event: 'meet',
      to: 'MET',
      guard: 'CQC rates every item of it Good or better',
      emits: 'ProviderStandingChanged',
    },
    {
      from: 'ACTIVE',
      event: 'expire',
      to: 'OVERDUE',
      guard: 'its last day has passed',
      emits: 'ImprovementPlanOverdue',
    },
    { from: 'MET', event: 'close', to: 'CLOSED', guard: 'a later publication still rates its items Good or better' },
    { from: 'OVERDUE', event: 'close', to: 'CLOSED', guard: 'CQC rates every item of it Good or better' },
    // A rating may improve before the plan has begun; then nobody is owed it any more.
    { from: 'REQUIRED', event: 'lift', to: 'CLOSED', guard: 'CQC rates every item of it Good or better' },
    { from: 'DRAFTED', event: 'lift', to: 'CLOSED', guard: 'CQC rates every item of it Good or better' },
    { from: 'SHARED', event: 'lift', to: 'CLOSED', guard: 'CQC rates every item of it Good or better' },
  ],
});

/** What a publication that rates all of a plan's items Good or better does to it [PROV-05]. */
export function settlingEvent(state: ImprovementPlanState): ImprovementPlanEvent {
  if (state === 'ACTIVE') return 'meet';
  return state === 'MET' || state === 'OVERDUE' ? 'close' : 'lift';
}

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

/** Why an item rated below Good is not covered. */
export type PlanFault = 'NO_PLAN' | 'NOT_ACTIVE' | 'EXPIRED' | 'NOT_SHARED';

/**
 * The items rated below Good that no plan covers, and why: there is none, it is not active, its last day has passed,
 * or the council's team has not been given it. Several plans may cover the items between them. A plan still runs on
 * its last day [PROV-05; 002 ¶14.3].
 *
 * `today` is the London date, `YYYY-MM-DD`.
 */
export function uncoveredItems(
  ratings: RatingSet,
  plans: readonly ImprovementPlan[],
  today: string,
): ReadonlyArray<{ readonly item: RatedItem; readonly fault: PlanFault }> {
  return itemsBelowGood(ratings).flatMap((item) => {
    const faults = plans.filter(({ items }) => items.includes(item)).map((plan) => faultOf(plan, today));
    if (faults.includes(null)) return [];
    // Of several plans for one item the one that got furthest tells most.
    const fault = FURTHEST_FIRST.find((each) => faults.includes(each)) ?? 'NO_PLAN';
    return [{ item, fault }];
  });
}

/** Whether active, shared, unexpired plans cover every item rated below Good; so with no such item [PROV-05]. */
export function improvementPlanCompliant(
  ratings: RatingSet,
  plans: readonly ImprovementPlan[],
  today: string,
): boolean {
  return uncoveredItems(ratings, plans, today).length === 0;
}

/** The items that a new plan must be required for: rated below Good, and in no plan that is still under way [PROV-05]. */
export function itemsNeedingPlan(ratings: RatingSet, plans: readonly ImprovementPlan[]): readonly RatedItem[] {
  const underWay = plans.filter(({ state }) => state !== 'MET' && state !== 'OVERDUE' && state !== 'CLOSED');
  return itemsBelowGood(ratings).filter((item) => !underWay.some(({ items }) => items.includes(item)));
}

/**
 * When a plan must have been shared: the end of the n-th working day after the rating's publication [PROV-05; policy
 * `cqc.planShareWorkingDays`, default 10]. `publishedOn` is `YYYY-MM-DD`.
 */
export function planShareBy(publishedOn: string, workingDays: number, calendar: Calendar): Date {
  return endOfWorkingDay(instantOf(publishedOn, '12:00'), workingDays, calendar);
}

/**
 * Refuses a draft that is not a time-limited plan for what CQC found [PROV-05]: `PLAN_WITHOUT_ITEMS`,
 * `PLAN_ITEM_NOT_BELOW_GOOD` and `PLAN_END_NOT_IN_FUTURE`. Its last day may be today at the earliest.
 */
export function planDraftRefusals(
  draft: Pick<ImprovementPlan, 'items' | 'endsOn'>,
  ratings: RatingSet,
  today: string,
): readonly Refusal[] {
  const below = itemsBelowGood(ratings);
  const refusals: Refusal[] = [];
  if (draft.items.length === 0) {
    refusals.push(plan('PLAN_WITHOUT_ITEMS', 'A plan names at least one rating that it is to improve.', 'items'));
  }
  if (draft.items.some((item) => !below.includes(item))) {
    refusals.push(plan('PLAN_ITEM_NOT_BELOW_GOOD', 'A plan covers only ratings below Good.', 'items'));
  }
  if (draft.endsOn === null || draft.endsOn < today) {
    refusals.push(plan('PLAN_END_NOT_IN_FUTURE', 'A plan is time-limited: its last day is today or later.', 'endsOn'));
  }
  return refusals;
}

const FURTHEST_FIRST: readonly PlanFault[] = ['EXPIRED', 'NOT_SHARED', 'NOT_ACTIVE'];

function faultOf(plan: ImprovementPlan, today: string): PlanFault | null {
  if (plan.state === 'OVERDUE') return 'EXPIRED';
  if (plan.state !== 'ACTIVE') return 'NOT_ACTIVE';
  if (plan.endsOn === null || plan.endsOn < today) return 'EXPIRED';
  return plan.sharedAt === null ? 'NOT_SHARED' : null;
}

function plan(code: string, message: string, field: string): Refusal {
  return { rule: 'PROV-05', code, message, field };
}
