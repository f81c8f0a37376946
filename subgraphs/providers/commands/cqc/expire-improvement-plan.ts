import { inTransaction, type Work } from '../../../../kernel/database/work.js';
import { transition } from '../../../../kernel/values/state-table.js';
import { ImprovementPlan } from '../../entities/cqc/improvement-plan.js';
import { IMPROVEMENT_PLAN } from '../../rules/cqc/improvement-plan-states.js';
import { tellPlanOverdue } from '../../steps/cqc/tell-plan-overdue.js';
import { lockedProvider } from '../../steps/register/locked-provider.js';
import { refreshStanding } from '../../steps/register/refresh-standing.js';

/** Ends an active plan whose last day has passed while CQC had not yet rated its items Good [PROV-05]. */
export async function expireImprovementPlan(work: Work, planId: string): Promise<void> {
  await inTransaction(work, '*', async (t) => {
    const { providerId } = await t.em.findOneOrFail(ImprovementPlan, { id: planId });
    await lockedProvider(t, providerId);
    const plan = await t.em.findOneOrFail(ImprovementPlan, { id: planId }, { refresh: true });
    const next = transition(IMPROVEMENT_PLAN, plan.state, 'expire');
    // Met in the very moment: then there is nothing to expire.
    if ('refusal' in next) return;
    plan.state = next.to;
    await tellPlanOverdue(t, plan, 'LAST_DAY');
    await refreshStanding(t, providerId);
  });
}
