import { contentHash } from '../../../../kernel/values/content-hash.js';
import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';
import type { Activity } from '../../../../schema/events/cases.js';
import { isInAHome } from '../requests/home-need.js';
import type { ServiceType } from '../requests/request-type.js';
import type { OutcomePartner, PlanInvolvement, StrengthSummary } from './strengths.js';

/** Where the council's care plan stands. INTERIM is the stand-in of ASM-12. */
export const CARE_PLAN_STATUSES = ['DRAFT', 'COMPLETE', 'INTERIM', 'AUTHORISED', 'SUPERSEDED'] as const;
export type CarePlanStatus = (typeof CARE_PLAN_STATUSES)[number];

/** What a care plan says, complete or not. [ASM-10; 002 ¶7.4] */
export interface CarePlanContent {
  readonly personId: string | null;
  readonly careManagerId: string | null;
  readonly providerId: string | null;
  readonly weeklyMinutes: number | null;
  readonly activities: readonly Activity[];
  readonly outcomes: readonly string[];
  /** For the service as a whole, not a week. */
  readonly totalBudgetPence: number | null;
  /** What help with medication is agreed, one entry each. (ASM-29) */
  readonly medication: readonly string[];
  readonly serviceType: ServiceType;
}

/**
 * What keeps a care plan from being authorised, or interim documentation from standing in for it: any of the seven
 * contents that is absent (ASM-10), of which a place in a home has no hours; and help with medication that no entry describes (ASM-29).
 */
export function carePlanRefusals(plan: CarePlanContent): Refusal[] {
  const absent: ReadonlyArray<readonly [absent: boolean, field: string, name: string]> = [
    [!plan.personId, 'personId', 'the service user'],
    [!plan.careManagerId, 'careManagerId', 'the care manager'],
    [!plan.providerId, 'providerId', 'the provider'],
    [
      !isInAHome(plan.serviceType) && !isPositiveWhole(plan.weeklyMinutes),
      'weeklyMinutes',
      'the minutes of service a week',
    ],
    [plan.activities.length === 0, 'activities', 'at least one activity'],
    [!plan.outcomes.some(isWritten), 'outcomes', 'at least one outcome'],
    [!isPositiveWhole(plan.totalBudgetPence), 'totalBudgetPence', 'the total budget in pence'],
  ];
  const refusals = absent
    .filter(([isAbsent]) => isAbsent)
    .map(
      ([, field, name]): Refusal =>
        refuse('ASM-10', 'CARE_PLAN_INCOMPLETE', `An authorised care plan gives ${name}.`, `input.carePlan.${field}`),
    );
  if (plan.activities.includes('MEDICATION') && !plan.medication.some(isWritten)) {
    refusals.push(
      refuse(
        'ASM-29',
        'MEDICATION_NOT_IN_PLAN',
        'Help with medication is an activity only when the plan says what the help is.',
        'input.carePlan.medication',
      ),
    );
  }
  return refusals;
}

function isPositiveWhole(number: number | null): boolean {
  return number !== null && Number.isSafeInteger(number) && number > 0;
}

function isWritten(text: string): boolean {
  return text.trim() !== '';
}

/** What a council says in its care plan. Whose it is and who delivers it is known from the case. */
export interface PlanDescribed {
  readonly careManagerId: string | null;
  readonly weeklyMinutes: number | null;
  readonly activities: readonly Activity[];
  readonly outcomes: readonly string[];
  readonly totalBudgetPence: number | null;
  readonly medication: readonly string[];
  readonly otherServices: readonly string[];
  readonly strengths: StrengthSummary | null;
  /** Pence a week within which support is flexible. (ASM-21) */
  readonly availableBudgetPence: number | null;
  /** The providers beside the one that delivers the plan, which leads it. (ASM-38) */
  readonly partners: readonly OutcomePartner[];
  /** Who of the person's side took part, and what was chosen. (CHOI-11) */
  readonly involvement: readonly PlanInvolvement[];
}

export const NOTHING_PLANNED: PlanDescribed = {
  careManagerId: null,
  weeklyMinutes: null,
  activities: [],
  outcomes: [],
  totalBudgetPence: null,
  medication: [],
  otherServices: [],
  strengths: null,
  availableBudgetPence: null,
  partners: [],
  involvement: [],
};

/** What a plan says once it is known whose it is, who delivers it, and what it is a plan of. [ASM-10] */
export function contentOf(
  plan: PlanDescribed,
  of: { readonly personId: string; readonly providerId: string | null; readonly serviceType: ServiceType },
): CarePlanContent {
  const { personId, providerId, serviceType } = of;
  return { ...described(plan), personId, providerId, serviceType };
}

/** Whether both say the same, whoever delivers it. */
export function saysTheSame(one: PlanDescribed, other: PlanDescribed): boolean {
  return contentHash(described(one)) === contentHash(described(other));
}

function described(plan: PlanDescribed): PlanDescribed {
  const { careManagerId, weeklyMinutes, activities, outcomes, totalBudgetPence, medication, otherServices } = plan;
  const { strengths, availableBudgetPence, partners, involvement } = plan;
  return {
    ...{ careManagerId, weeklyMinutes, activities, outcomes, totalBudgetPence, medication, otherServices },
    ...{ strengths, availableBudgetPence, partners, involvement },
  };
}
