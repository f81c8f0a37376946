import type { Transaction } from '../../../../kernel/database/work.js';
import type { ImprovementPlanOverdue } from '../../../../schema/events/providers.js';
import type { ImprovementPlan } from '../../entities/cqc/improvement-plan.js';

/** Tells the provider and the council's contract officers which limit of a plan has passed [PROV-05]. */
export async function tellPlanOverdue(
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
