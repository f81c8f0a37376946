import type { Work } from '../../../../kernel/database/work.js';
import { meetDeadline } from '../../../../kernel/time/deadlines.js';
import { type Outcome, unlessRefused } from '../../../../kernel/values/refusal.js';
import type { Placement } from '../../entities/placements/placement.js';
import { overRefusal } from '../../rules/placements/placement-states.js';
import { carePlanRefusals } from '../../rules/plans/care-plan.js';
import { onPlacement } from '../../steps/on-case.js';
import {
  contentOf,
  keepCarePlan,
  latestPlan,
  NOTHING_PLANNED,
  type PlanDescribed,
} from '../../steps/plans/keep-care-plan.js';
import { subjectOf, tellOfPlacement } from '../../steps/tell.js';

/**
 * The care manager authorises the plan that the provider starts on, or that replaces interim documentation; it holds
 * all seven contents. Left out, they are those of its latest version. [ASM-10, ASM-11, ASM-12]
 */
export async function authorisePlan(
  work: Work,
  input: { readonly idempotencyKey: string; readonly placementId: string; readonly carePlan: PlanDescribed | null },
): Promise<Outcome<Placement>> {
  const allowed = { scope: 'requests:write', roles: ['practitioner', 'case-system'] } as const;
  return onPlacement(work, 'authorisePlan', allowed, input, async (t, { carePackage, placement }) => {
    const plan = input.carePlan ?? (await latestPlan(t, carePackage.id)) ?? NOTHING_PLANNED;
    unlessRefused(
      overRefusal(placement.state),
      carePlanRefusals(contentOf(plan, placement.personId, placement.providerId)),
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
