import type { Transaction } from '../../../../kernel/database/work.js';
import { CarePlan, type PlanStrengths } from '../../entities/plans/care-plan.js';
import type { Package } from '../../entities/requests/package.js';
import { latestPlan } from '../../reads/plans/latest-plan.js';
import type { CarePlanStatus, PlanDescribed } from '../../rules/plans/care-plan.js';
import type { StrengthSummary } from '../../rules/plans/strengths.js';

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
  const before = await latestPlan(t.em, carePackage.id);
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
    strengths: plan.strengths && strengthsKept(plan.strengths),
    availableBudgetPence: plan.availableBudgetPence,
    partners: plan.partners.map(({ outcome, providerId }) => ({ outcome, providerId })),
    involvement: plan.involvement.map(({ who, how, chose }) => ({ who, how, chose })),
    interimReason: next.interimReason ?? null,
    authorisedAt: next.authorisedAt ?? null,
    issuedAt: now,
    replacedAt: null,
  });
  t.em.persist(kept);
  return kept;
}

function strengthsKept({ goals, pathway, informalSupport, snapshot }: StrengthSummary): PlanStrengths {
  return {
    goals: [...goals],
    pathway: pathway.map(({ service, weeklyCostPence }) => ({ service, weeklyCostPence })),
    informalSupport: informalSupport.map(({ support, sustainedBy }) => ({ support, sustainedBy })),
    snapshot,
  };
}
