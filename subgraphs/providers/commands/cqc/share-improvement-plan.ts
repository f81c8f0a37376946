import { once } from '../../../../kernel/database/idempotency.js';
import { inTransaction, type Transaction, type Work } from '../../../../kernel/database/work.js';
import { type Allowed, authorise } from '../../../../kernel/identity/caller.js';
import { meetDeadline, startDeadline } from '../../../../kernel/time/deadlines.js';
import { endOfLocalDay, localDateOf } from '../../../../kernel/time/working-time.js';
import { notFound, type Outcome, refused, unlessRefused } from '../../../../kernel/values/refusal.js';
import type { ImprovementPlanShared } from '../../../../schema/events/providers.js';
import { ImprovementPlan } from '../../entities/cqc/improvement-plan.js';
import { REGISTER } from '../../entities/readers.js';
import { rowForCaller } from '../../reads/register/row-for-caller.js';
import { planSharingRefusal } from '../../rules/cqc/improvement-plan-draft.js';
import { IMPROVEMENT_PLAN } from '../../rules/cqc/improvement-plan-states.js';
import { lockedProvider } from '../../steps/register/locked-provider.js';
import { nextState } from '../../steps/register/next-state.js';
import { refreshStanding } from '../../steps/register/refresh-standing.js';

export const allowed = { scope: 'register:write', roles: REGISTER } satisfies Allowed;

export interface ShareImprovementPlan {
  readonly planId: string;
  readonly idempotencyKey: string;
}

/**
 * Keeps that the Quality Assurance Team was given the plan, which is active from now on. Refuses what
 * `planSharingRefusal` does. [PROV-05]
 */
export async function shareImprovementPlan(
  work: Work,
  { planId, idempotencyKey }: ShareImprovementPlan,
): Promise<Outcome<ImprovementPlan>> {
  authorise(work.caller, allowed);
  const seen = await rowForCaller(work, ImprovementPlan, planId);
  if (!seen) return refused(notFound('plan', 'planId'));
  const { council } = seen;
  authorise(work.caller, allowed, { council });
  return inTransaction(work, council, (t) =>
    once(
      t,
      { act: 'shareImprovementPlan', key: idempotencyKey, input: { planId } },
      () => share(t, seen),
      (id) => t.em.findOneOrFail(ImprovementPlan, { id }),
    ),
  );
}

async function share(
  t: Transaction,
  { id, council, providerId }: Pick<ImprovementPlan, 'id' | 'council' | 'providerId'>,
): Promise<ImprovementPlan> {
  await lockedProvider(t, providerId);
  const plan = await t.em.findOneOrFail(ImprovementPlan, { id });
  const now = await t.now();
  const shared = nextState(IMPROVEMENT_PLAN, plan.state, 'share');
  unlessRefused(planSharingRefusal(plan, localDateOf(now)));
  plan.sharedAt = now;
  plan.state = nextState(IMPROVEMENT_PLAN, shared, 'activate');
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
}
