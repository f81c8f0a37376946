import { policyInForce } from '../../../../kernel/database/policy-in-force.js';
import type { Transaction } from '../../../../kernel/database/work.js';
import { englandCalendar } from '../../../../kernel/time/bank-holidays.js';
import { cancelDeadlines } from '../../../../kernel/time/deadlines.js';
import { transition } from '../../../../kernel/values/state-table.js';
import type { ContractReviewTriggered } from '../../../../schema/events/providers.js';
import { ImprovementPlan } from '../../entities/cqc/improvement-plan.js';
import { type Location, ratingsOf } from '../../entities/cqc/location.js';
import { Membership } from '../../entities/membership/membership.js';
import { IMPROVEMENT_PLAN, settlingEvent } from '../../rules/cqc/improvement-plan-states.js';
import { consequencesOf } from '../../rules/cqc/rating-change.js';
import { itemsBelowGood, type RatingSet } from '../../rules/cqc/ratings.js';
import { requirePlan } from './require-plan.js';

/** Does what a new publication asks of each council that has the provider as a member (PROV-05, PROV-07). */
export async function followRating(t: Transaction, location: Location, before: RatingSet): Promise<void> {
  const now = await t.now();
  const after = ratingsOf(location);
  const { providerId } = location;
  const memberships = await t.em.find(Membership, { providerId, status: { $ne: 'EXITED' } });
  for (const council of new Set(memberships.map((membership) => membership.council))) {
    const { policy } = await policyInForce(t.em, council, now);
    const plans = await t.em.find(ImprovementPlan, { providerId, council });
    await settlePlans(t, plans, after);
    const follows = consequencesOf(
      before,
      after,
      { plans, readAt: now },
      {
        planShareWorkingDays: policy.cqc.planShareWorkingDays,
        calendar: englandCalendar(policy.calendar.extraHolidays, policy.calendar.workingDayEnd),
      },
    );
    if (follows.planRequired) await requirePlan(t, { providerId, council, ...follows.planRequired });
    if (follows.contractReview) {
      await t.tell({
        type: 'ContractReviewTriggered',
        subject: `provider/${providerId}`,
        council,
        audience: { roles: ['contract-officer'] },
        data: { providerId, ...follows.contractReview },
      } satisfies Omit<ContractReviewTriggered, 'actor' | 'occurredAt'>);
    }
  }
}

/** Once its every item is Good again, an active plan is met, an owed plan is lifted, and an ended plan is closed. */
async function settlePlans(t: Transaction, plans: readonly ImprovementPlan[], ratings: RatingSet): Promise<void> {
  const below = itemsBelowGood(ratings);
  for (const plan of plans) {
    if (plan.items.some((item) => below.includes(item))) continue;
    const settled = transition(IMPROVEMENT_PLAN, plan.state, settlingEvent(plan.state));
    // A closed plan has nothing left to settle.
    if ('refusal' in settled) continue;
    plan.state = settled.to;
    await cancelDeadlines(t, `improvement-plan/${plan.id}`);
  }
}
