import { inTransaction, type Transaction, type Work } from '../../../../kernel/database/work.js';
import { transition } from '../../../../kernel/values/state-table.js';
import type { ImprovementPlanOverdue } from '../../../../schema/events/providers.js';
import { ImprovementPlan } from '../../entities/cqc/improvement-plan.js';
import { IMPROVEMENT_PLAN } from '../../rules/cqc/improvement-plan.js';
import { lockedProvider } from '../../steps/register/found.js';
import { refreshStanding } from './refresh-standing.js';

/** A plan was not shared in time: it stays owed, and the provider and the council's contract officers are told [PROV-05]. */
export async function tellPlanUnshared(work: Work, planId: string): Promise<void> {
  await inTransaction(work, '*', async (t) => {
    await tellOverdue(t, await t.em.findOneOrFail(ImprovementPlan, { id: planId }), 'SHARING');
  });
}

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
    await tellOverdue(t, plan, 'LAST_DAY');
    await refreshStanding(t, providerId);
  });
}

async function tellOverdue(
  t: Transaction,
  { id: planId, providerId, council }: ImprovementPlan,
  missed: ImprovementPlanOverdue['data']['missed'],
): Promise<void> {
  await t.tell({
    type: 'ImprovementPlanOverdue',
    subject: `improvement-plan/${planId}`,
    council,
    audience: { providers: [providerId], roles: ['contract-officer'] },
    data: { providerId, planId, missed },
  } satisfies Omit<ImprovementPlanOverdue, 'actor' | 'occurredAt'>);
}
