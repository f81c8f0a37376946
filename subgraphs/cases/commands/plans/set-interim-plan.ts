import { policyInForce } from '../../../../kernel/database/policy-in-force.js';
import type { Work } from '../../../../kernel/database/work.js';
import type { Allowed } from '../../../../kernel/identity/caller.js';
import { englandCalendar } from '../../../../kernel/time/bank-holidays.js';
import { cancelDeadlines, startDeadline } from '../../../../kernel/time/deadlines.js';
import { type Outcome, unlessRefused } from '../../../../kernel/values/refusal.js';
import type { Placement } from '../../entities/placements/placement.js';
import { latestPlan } from '../../reads/plans/latest-plan.js';
import { overRefusal } from '../../rules/placements/placement-states.js';
import { contentOf, NOTHING_PLANNED, type PlanDescribed } from '../../rules/plans/care-plan.js';
import { interimPlanDue, interimPlanRefusals } from '../../rules/plans/interim-plan.js';
import { actOnPlacement } from '../../steps/act-on-case.js';
import { subjectOf, tellOfPlacement } from '../../steps/placements/tell-of-placement.js';
import { keepCarePlan } from '../../steps/plans/keep-care-plan.js';

export const allowed = {
  scope: 'requests:write',
  roles: ['practitioner', 'broker', 'discharge-team', 'case-system'],
} satisfies Allowed;

/**
 * Gives the provider interim documentation to start on, because the authorised plan cannot be issued now. It is to be
 * replaced within the policy's working days. Left out, the plan's contents are those of its latest version. [ASM-12]
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
    const content = contentOf(plan, placement.personId, placement.providerId);
    unlessRefused(overRefusal(placement.state), interimPlanRefusals({ reason, content }));
    const kept = await keepCarePlan(t, carePackage, {
      plan,
      providerId: placement.providerId,
      status: 'INTERIM',
      interimReason: reason,
    });
    const { policy } = await policyInForce(t.em, placement.council, { version: placement.policyVersion });
    const calendar = englandCalendar(policy.calendar.extraHolidays, policy.calendar.workingDayEnd);
    // The clock of documentation that this replaces has nothing to wait for any more.
    await cancelDeadlines(t, subjectOf(placement), 'ASM-12');
    await startDeadline(t, {
      rule: 'ASM-12',
      subject: subjectOf(placement),
      council: placement.council,
      dueAt: interimPlanDue(kept.issuedAt, policy, calendar),
    });
    const hearers = { provider: true, roles: ['practitioner'] } as const;
    await tellOfPlacement(t, placement, 'CarePlanIssued', hearers, { version: kept.version, status: 'INTERIM' });
  });
}
