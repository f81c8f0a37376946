import type { Transaction } from '../../../../kernel/database/work.js';
import { contentHash } from '../../../../kernel/values/content-hash.js';
import type { Activity } from '../../../../schema/events/cases.js';
import { CarePlan } from '../../entities/plans/care-plan.js';
import type { Package } from '../../entities/requests/package.js';
import type { CarePlanContent, CarePlanStatus } from '../../rules/plans/care-plan.js';

/** What a council says in its care plan; whose it is and who delivers it, the case knows. */
export interface PlanDescribed {
  readonly careManagerId: string | null;
  readonly weeklyMinutes: number | null;
  readonly activities: readonly Activity[];
  readonly outcomes: readonly string[];
  readonly totalBudgetPence: number | null;
  readonly medication: readonly string[];
  readonly otherServices: readonly string[];
}

export const NOTHING_PLANNED: PlanDescribed = {
  careManagerId: null,
  weeklyMinutes: null,
  activities: [],
  outcomes: [],
  totalBudgetPence: null,
  medication: [],
  otherServices: [],
};

/** The plan in force: the latest version. */
export async function latestPlan(t: Transaction, packageId: string): Promise<CarePlan | null> {
  return t.em.findOne(CarePlan, { packageId }, { orderBy: { version: 'desc' } });
}

export function contentOf(plan: PlanDescribed, personId: string, providerId: string | null): CarePlanContent {
  return { ...described(plan), personId, providerId };
}

/** Whether both say the same, whoever delivers it. */
export function saysTheSame(one: PlanDescribed, other: PlanDescribed): boolean {
  return contentHash(described(one)) === contentHash(described(other));
}

/** Keeps the next version of a package's plan; the one before is superseded from now on. [ASM-10] */
export async function keepCarePlan(
  t: Transaction,
  carePackage: Package,
  next: {
    readonly plan: PlanDescribed;
    readonly providerId: string | null;
    readonly status: CarePlanStatus;
    readonly authorisedAt?: Date | null;
    readonly interimReason?: string;
  },
): Promise<CarePlan> {
  const now = await t.now();
  const before = await latestPlan(t, carePackage.id);
  if (before) {
    before.status = 'SUPERSEDED';
    before.replacedAt = now;
  }
  const { plan } = next;
  const kept = t.em.create(CarePlan, {
    council: carePackage.council,
    packageId: carePackage.id,
    personId: carePackage.personId,
    providerId: next.providerId,
    version: (before?.version ?? 0) + 1,
    status: next.status,
    careManagerId: plan.careManagerId,
    weeklyMinutes: plan.weeklyMinutes,
    activities: [...plan.activities],
    outcomes: [...plan.outcomes],
    totalBudgetPence: plan.totalBudgetPence,
    medication: [...plan.medication],
    otherServices: [...plan.otherServices],
    interimReason: next.interimReason ?? null,
    authorisedAt: next.authorisedAt ?? null,
    issuedAt: now,
    replacedAt: null,
  });
  t.em.persist(kept);
  return kept;
}

function described(plan: PlanDescribed): PlanDescribed {
  const { careManagerId, weeklyMinutes, activities, outcomes, totalBudgetPence, medication, otherServices } = plan;
  return { careManagerId, weeklyMinutes, activities, outcomes, totalBudgetPence, medication, otherServices };
}
