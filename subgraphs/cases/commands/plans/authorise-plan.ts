import type { Work } from '../../../../kernel/database/work.js';
import type { Allowed } from '../../../../kernel/identity/caller.js';
import { meetDeadline } from '../../../../kernel/time/deadlines.js';
import { type Outcome, unlessRefused } from '../../../../kernel/values/refusal.js';
import type { Placement } from '../../entities/placements/placement.js';
import { latestPlan } from '../../reads/plans/latest-plan.js';
import { budgetFacts, starterBudgetOf } from '../../reads/requests/starter-budget-of.js';
import { overRefusal } from '../../rules/placements/placement-states.js';
import { carePlanRefusals, contentOf, NOTHING_PLANNED, type PlanDescribed } from '../../rules/plans/care-plan.js';
import { planBeyondRefusals } from '../../rules/plans/strengths.js';
import { budgetUsedRefusal } from '../../rules/requests/starter-budget.js';
import { actOnPlacement } from '../../steps/act-on-case.js';
import { subjectOf, tellOfPlacement } from '../../steps/placements/tell-of-placement.js';
import { keepCarePlan } from '../../steps/plans/keep-care-plan.js';

const BUDGET = 'input.carePlan.availableBudgetPence';

export const allowed = { scope: 'requests:write', roles: ['practitioner', 'case-system'] } satisfies Allowed;

/**
 * The care manager authorises the plan that the provider starts on, or that replaces interim documentation; it holds
 * all seven contents. Left out, they are those of its latest version. [ASM-10, ASM-11, ASM-12, ASM-20, ASM-21, ASM-23, ASM-38]
 */
export async function authorisePlan(
  work: Work,
  input: { readonly idempotencyKey: string; readonly placementId: string; readonly carePlan: PlanDescribed | null },
): Promise<Outcome<Placement>> {
  return actOnPlacement(work, 'authorisePlan', allowed, input, async (t, { carePackage, placement }) => {
    const plan = input.carePlan ?? (await latestPlan(t.em, carePackage.id)) ?? NOTHING_PLANNED;
    const budget = await starterBudgetOf(t.em, carePackage.id);
    unlessRefused(
      overRefusal(placement.state),
      carePlanRefusals(contentOf(plan, placement)),
      planBeyondRefusals(plan, placement.providerId, 'input.carePlan'),
      budgetUsedRefusal(plan.availableBudgetPence, budget && budgetFacts(budget), BUDGET),
    );
    const kept = await keepCarePlan(t, carePackage, {
      plan,
      providerId: placement.providerId,
      status: 'AUTHORISED',
      authorisedAt: await t.now(),
    });
    await meetDeadline(t, 'ASM-12', subjectOf(placement));
    const hearers = { provider: true, roles: ['practitioner'] } as const;
    await tellOfPlacement(t, placement, 'CarePlanIssued', hearers, { version: kept.version, status: 'AUTHORISED' });
  });
}
