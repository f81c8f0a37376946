import type { Work } from '../../../../kernel/database/work.js';
import type { Allowed } from '../../../../kernel/identity/caller.js';
import { type Outcome, unlessRefused } from '../../../../kernel/values/refusal.js';
import type { Placement } from '../../entities/placements/placement.js';
import { latestPlan } from '../../reads/plans/latest-plan.js';
import { budgetFacts, starterBudgetOf } from '../../reads/requests/starter-budget-of.js';
import { overRefusal } from '../../rules/placements/placement-states.js';
import { contentOf, NOTHING_PLANNED, type PlanDescribed } from '../../rules/plans/care-plan.js';
import { interimPlanRefusals } from '../../rules/plans/interim-plan.js';
import { planBeyondRefusals } from '../../rules/plans/strengths.js';
import { budgetUsedRefusal } from '../../rules/requests/starter-budget.js';
import { actOnPlacement } from '../../steps/act-on-case.js';
import { tellOfPlacement } from '../../steps/placements/tell-of-placement.js';
import { keepCarePlan } from '../../steps/plans/keep-care-plan.js';
import { startInterimClock } from '../../steps/plans/start-interim-clock.js';

const BUDGET = 'input.carePlan.availableBudgetPence';

export const allowed = {
  scope: 'requests:write',
  roles: ['practitioner', 'broker', 'discharge-team', 'case-system'],
} satisfies Allowed;

/**
 * Gives the provider interim documentation to start on, because the authorised plan cannot be issued now. It is to be
 * replaced by one within the policy's working days, counted from the first interim documentation. Left out, the plan's contents are those of its latest version. [ASM-12]
 */
export async function setInterimPlan(
  work: Work,
  input: {
    readonly idempotencyKey: string;
    readonly placementId: string;
    readonly reason: string;
    readonly carePlan: PlanDescribed | null;
  },
): Promise<Outcome<Placement>> {
  return actOnPlacement(work, 'setInterimPlan', allowed, input, async (t, { carePackage, placement }) => {
    const plan = input.carePlan ?? (await latestPlan(t.em, carePackage.id)) ?? NOTHING_PLANNED;
    const { reason } = input;
    const content = contentOf(plan, placement);
    const budget = await starterBudgetOf(t.em, carePackage.id);
    unlessRefused(
      overRefusal(placement.state),
      interimPlanRefusals({ reason, content }),
      planBeyondRefusals(plan, placement.providerId, 'input.carePlan'),
      budgetUsedRefusal(plan.availableBudgetPence, budget && budgetFacts(budget), BUDGET),
    );
    const kept = await keepCarePlan(t, carePackage, {
      plan,
      providerId: placement.providerId,
      status: 'INTERIM',
      interimReason: reason,
    });
    await startInterimClock(t, placement);
    const hearers = { provider: true, roles: ['practitioner'] } as const;
    await tellOfPlacement(t, placement, 'CarePlanIssued', hearers, { version: kept.version, status: 'INTERIM' });
  });
}
