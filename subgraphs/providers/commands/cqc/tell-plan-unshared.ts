import { inTransaction, type Work } from '../../../../kernel/database/work.js';
import { ImprovementPlan } from '../../entities/cqc/improvement-plan.js';
import { tellPlanOverdue } from '../../steps/cqc/tell-plan-overdue.js';

/** Tells the provider and the council's contract officers that a plan was not shared in time; it stays owed [PROV-05]. */
export async function tellPlanUnshared(work: Work, planId: string): Promise<void> {
  await inTransaction(work, '*', async (t) => {
    await tellPlanOverdue(t, await t.em.findOneOrFail(ImprovementPlan, { id: planId }), 'SHARING');
  });
}
