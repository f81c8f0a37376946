import { inTransaction, type Work } from '../../../../kernel/database/work.js';
import { authorise } from '../../../../kernel/identity/caller.js';
import { meetDeadline, startDeadline } from '../../../../kernel/time/deadlines.js';
import { endOfLocalDay, localDateOf } from '../../../../kernel/time/working-time.js';
import { type Outcome, type Refusal, refused, unlessRefused } from '../../../../kernel/values/refusal.js';
import type { ImprovementPlanShared } from '../../../../schema/events/providers.js';
import { ImprovementPlan } from '../../entities/cqc/improvement-plan.js';
import { REGISTER } from '../../entities/readers.js';
import { IMPROVEMENT_PLAN } from '../../rules/cqc/improvement-plan.js';
import { foundFor, lockedProvider, notFound } from '../../steps/register/found.js';
import { moved } from '../../steps/register/moved.js';
import { refreshStanding } from './refresh-standing.js';

/**
 * The Quality Assurance Team has been given the plan, which is active from now on [PROV-05]. Refuses `PLAN_ENDED` for
 * a draft whose last day has passed meanwhile.
 */
export async function shareImprovementPlan(
  work: Work,
  input: { readonly planId: string },
): Promise<Outcome<ImprovementPlan>> {
  authorise(work.caller, { scope: 'register:write', roles: REGISTER });
  const found = await foundFor(work, ImprovementPlan, input.planId);
  if (!found) return refused(notFound('plan', 'planId'));
  const { council, providerId } = found;
  authorise(work.caller, { scope: 'register:write', council });
  return inTransaction(work, council, async (t) => {
    await lockedProvider(t, providerId);
    const plan = await t.em.findOneOrFail(ImprovementPlan, { id: input.planId });
    const now = await t.now();
    plan.state = moved(IMPROVEMENT_PLAN, plan.state, 'share');
    unlessRefused(plan.endsOn !== null && plan.endsOn >= localDateOf(now) ? null : PLAN_ENDED);
    plan.sharedAt = now;
    plan.state = moved(IMPROVEMENT_PLAN, plan.state, 'activate');
    const subject = `improvement-plan/${plan.id}`;
    await meetDeadline(t, 'PROV-05', subject);
    await startDeadline(t, {
      rule: 'PROV-05/end',
      subject,
      council,
      dueAt: endOfLocalDay(plan.endsOn!),
      data: { providerId },
    });
    await t.tell({
      type: 'ImprovementPlanShared',
      subject,
      council,
      audience: { providers: [providerId], roles: ['contract-officer'] },
      data: { providerId, planId: plan.id },
    } satisfies Omit<ImprovementPlanShared, 'actor' | 'occurredAt'>);
    await refreshStanding(t, providerId);
    return plan;
  });
}

const PLAN_ENDED: Refusal = {
  rule: 'PROV-05',
  code: 'PLAN_ENDED',
  message: 'A plan is shared before its last day has passed; draft it again with a later one.',
  field: 'planId',
};
