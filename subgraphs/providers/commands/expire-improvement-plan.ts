import { inTransaction, type Work } from '../../../kernel/database.js';
import { transition } from '../../../kernel/state-table.js';
import { ImprovementPlan } from '../entities/improvement-plan.js';
import { IMPROVEMENT_PLAN } from '../rules/improvement-plan.js';
import { lockedProvider } from './found.js';
import { refreshStanding } from './refresh-standing.js';

/** The last day of an active plan has passed, and CQC has not rated its items Good [PROV-05]. */
export async function expireImprovementPlan(work: Work, planId: string): Promise<void> {
  await inTransaction(work, '*', async (t) => {
    const { providerId } = await t.em.findOneOrFail(ImprovementPlan, { id: planId });
    await lockedProvider(t, providerId);
    const plan = await t.em.findOneOrFail(ImprovementPlan, { id: planId }, { refresh: true });
    const next = transition(IMPROVEMENT_PLAN, plan.state, 'expire');
    // Met in the very moment: then there is nothing to expire.
    if ('refusal' in next) return;
    plan.state = next.to;
    await refreshStanding(t, providerId);
  });
}
