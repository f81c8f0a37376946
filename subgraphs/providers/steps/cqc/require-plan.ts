import type { Transaction } from '../../../../kernel/database/work.js';
import { startDeadline } from '../../../../kernel/time/deadlines.js';
import type { ImprovementPlanRequired } from '../../../../schema/events/providers.js';
import { ImprovementPlan } from '../../entities/cqc/improvement-plan.js';
import { IMPROVEMENT_PLAN } from '../../rules/cqc/improvement-plan-states.js';
import type { RatedItem } from '../../rules/cqc/ratings.js';
import { nextState } from '../register/next-state.js';

/** Makes the provider owe the council a plan for these items, to be shared by `shareBy` at the latest, and tells it so [PROV-05]. */
export async function requirePlan(
  t: Transaction,
  plan: {
    readonly providerId: string;
    readonly council: string;
    readonly items: readonly RatedItem[];
    readonly shareBy: Date;
  },
): Promise<ImprovementPlan> {
  const { providerId, council, items, shareBy } = plan;
  const state = nextState(IMPROVEMENT_PLAN, '(new)', 'require');
  const row = t.em.create(ImprovementPlan, { providerId, council, items: [...items], shareBy, state });
  t.em.persist(row);
  await startDeadline(t, {
    rule: 'PROV-05',
    subject: `improvement-plan/${row.id}`,
    council,
    dueAt: shareBy,
    data: { providerId },
  });
  await t.tell({
    type: 'ImprovementPlanRequired',
    subject: `improvement-plan/${row.id}`,
    council,
    audience: { providers: [providerId], roles: ['contract-officer'] },
    data: { providerId, planId: row.id, items, shareBy: shareBy.toISOString() },
  } satisfies Omit<ImprovementPlanRequired, 'actor' | 'occurredAt'>);
  return row;
}
