import type { Transaction } from '../../../../kernel/database/work.js';
import type { Package } from '../../entities/requests/package.js';
import { latestPlan } from '../../reads/plans/latest-plan.js';
import { NOTHING_PLANNED, type PlanDescribed, saysTheSame } from '../../rules/plans/care-plan.js';
import { keepCarePlan } from './keep-care-plan.js';

/**
 * Keeps the plan that comes with a request or a passport, if it says anything new. Once a provider holds a plan, it is
 * authorised with that provider and not here. [ASM-10]
 *
 * @param authorisedAt left out by a passport, which does not say whether its plan is authorised
 */
export async function keepPlanBrought(
  t: Transaction,
  carePackage: Package,
  brought: PlanDescribed | null,
  authorisedAt?: Date | null,
): Promise<void> {
  const plan = brought ?? NOTHING_PLANNED;
  const latest = await latestPlan(t.em, carePackage.id);
  if (latest !== null && latest.providerId !== null) return;
  const isAsAuthorised = authorisedAt === undefined || latest?.authorisedAt?.getTime() === authorisedAt?.getTime();
  if (latest && saysTheSame(latest, plan) && isAsAuthorised) return;
  await keepCarePlan(t, carePackage, {
    plan,
    providerId: null,
    status: 'COMPLETE',
    authorisedAt: authorisedAt ?? null,
  });
}
