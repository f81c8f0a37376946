import { once } from '../../../../kernel/database/idempotency.js';
import { policyInForce } from '../../../../kernel/database/policy-in-force.js';
import { inTransaction, type Transaction, type Work } from '../../../../kernel/database/work.js';
import { type Allowed, authorise } from '../../../../kernel/identity/caller.js';
import { englandCalendar } from '../../../../kernel/time/bank-holidays.js';
import { localDateOf } from '../../../../kernel/time/working-time.js';
import { type Outcome, unlessRefused } from '../../../../kernel/values/refusal.js';
import type { ImprovementPlanDrafted } from '../../../../schema/events/providers.js';
import { ImprovementPlan } from '../../entities/cqc/improvement-plan.js';
import { Location, ratingsOf } from '../../entities/cqc/location.js';
import { REGISTER } from '../../entities/readers.js';
import { itemsNeedingPlan, planShareBy } from '../../rules/cqc/improvement-plan.js';
import { planDraftRefusals } from '../../rules/cqc/improvement-plan-draft.js';
import { IMPROVEMENT_PLAN } from '../../rules/cqc/improvement-plan-states.js';
import { NOT_YET_RATED, type RatedItem } from '../../rules/cqc/ratings.js';
import { requirePlan } from '../../steps/cqc/require-plan.js';
import { lockedProvider } from '../../steps/register/locked-provider.js';
import { nextState } from '../../steps/register/next-state.js';
import { refreshStanding } from '../../steps/register/refresh-standing.js';

export const allowed = { scope: 'register:write', roles: REGISTER } satisfies Allowed;

export interface RecordImprovementPlan {
  readonly council: string;
  readonly providerId: string;
  readonly items: readonly RatedItem[];
  /** Its last day, `YYYY-MM-DD`. */
  readonly endsOn: string;
  readonly idempotencyKey: string;
}

/**
 * Writes down a provider's improvement plan as drafted: the plan that is owed for one of these items, whether drafted
 * before or not, or a further one. Items of an owed plan that the draft leaves out stay owed, by the same instant.
 * Refuses what `planDraftRefusals` does. [PROV-05]
 */
export async function recordImprovementPlan(
  work: Work,
  { idempotencyKey, ...input }: RecordImprovementPlan,
): Promise<Outcome<ImprovementPlan>> {
  const { council } = input;
  authorise(work.caller, allowed, { council });
  return inTransaction(work, council, (t) =>
    once(
      t,
      { act: 'recordImprovementPlan', key: idempotencyKey, input },
      () => draft(t, input),
      (id) => t.em.findOneOrFail(ImprovementPlan, { id }),
    ),
  );
}

async function draft(
  t: Transaction,
  { council, providerId, endsOn, ...input }: Omit<RecordImprovementPlan, 'idempotencyKey'>,
): Promise<ImprovementPlan> {
  const provider = await lockedProvider(t, providerId);
  const now = await t.now();
  const today = localDateOf(now);
  const items = [...new Set(input.items)];
  const location = await t.em.findOne(Location, { cqcLocationId: provider.cqcLocationId });
  const ratings = location ? ratingsOf(location) : NOT_YET_RATED;
  unlessRefused(planDraftRefusals({ items, endsOn }, ratings, today));

  const owed = await t.em.find(ImprovementPlan, { providerId, council, state: { $in: ['REQUIRED', 'DRAFTED'] } });
  let plan = owed.find((each) => each.items.some((item) => items.includes(item)));
  if (!plan) {
    const { policy } = await policyInForce(t.em, council, now);
    const calendar = englandCalendar(policy.calendar.extraHolidays, policy.calendar.workingDayEnd);
    const shareBy = planShareBy(today, policy.cqc.planShareWorkingDays, calendar);
    plan = await requirePlan(t, { providerId, council, items, shareBy });
  }
  plan.state = nextState(IMPROVEMENT_PLAN, plan.state, 'draft');
  const leftOut = plan.items.filter((item) => !items.includes(item));
  plan.items = items;
  plan.endsOn = endsOn;
  await t.tell({
    type: 'ImprovementPlanDrafted',
    subject: `improvement-plan/${plan.id}`,
    council,
    audience: { providers: [providerId], roles: ['contract-officer'] },
    data: { providerId, planId: plan.id, items, endsOn },
  } satisfies Omit<ImprovementPlanDrafted, 'actor' | 'occurredAt'>);
  // The items that the draft leaves out are owed as before, in a plan of their own.
  const plans = await t.em.find(ImprovementPlan, { providerId, council });
  const owedStill = itemsNeedingPlan(ratings, plans).filter((item) => leftOut.includes(item));
  if (owedStill.length > 0) await requirePlan(t, { providerId, council, items: owedStill, shareBy: plan.shareBy });
  await refreshStanding(t, providerId);
  return plan;
}
