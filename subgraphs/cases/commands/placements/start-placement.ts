import { policyInForce } from '../../../../kernel/database/policy-in-force.js';
import type { Transaction } from '../../../../kernel/database/work.js';
import { meetDeadline, startDeadline } from '../../../../kernel/time/deadlines.js';
import { addLocalDays, instantOf, localDateOf } from '../../../../kernel/time/working-time.js';
import type { FirstCallMade } from '../../../../schema/events/monitoring.js';
import type { Policy } from '../../../../schema/policy.js';
import { Ipo } from '../../entities/placements/ipo.js';
import type { Placement } from '../../entities/placements/placement.js';
import { d2aLastDate, d2aReminders } from '../../rules/placements/d2a-term.js';
import { isLive } from '../../rules/placements/placement-states.js';
import { startRefusals } from '../../rules/placements/service-start.js';
import { lockCase, movePackage, movePlacement } from '../../steps/on-case.js';
import { latestPlan } from '../../steps/plans/keep-care-plan.js';
import { subjectOf, tellOfPlacement } from '../../steps/tell.js';

/**
 * The first call took place, so care has begun: the placement is active. [SM-4, ASM-11, ASM-12]
 *
 * What has happened is not refused. A start that the rules do not allow, with no plan in the provider's hands, no line
 * on LAS, no IPO, or a first call that nobody confirmed, is kept as it was and told as a broken rule.
 */
export async function startPlacement(t: Transaction, call: FirstCallMade['data']): Promise<void> {
  const held = await lockCase(t, call.placementId, call.packageId);
  if (!held) throw new Error(`Placement ${call.placementId} is not held.`);
  const { carePackage, placement } = held;
  if (placement.startedAt) return;
  const startsAt = new Date(call.madeAt);
  const { policy } = await policyInForce(t.em, placement.council, { version: placement.policyVersion });
  const broken = await rulesBroken(t, placement, startsAt, policy);
  if (isLive(placement.state)) {
    if (!placement.confirmedAt) {
      movePlacement(placement, 'confirm first call');
      placement.confirmedAt = startsAt;
      placement.firstCallAt = startsAt;
      await meetDeadline(t, 'ROUT-10', subjectOf(placement));
    }
    movePlacement(placement, 'start');
    placement.startedAt = startsAt;
    placement.startDate = localDateOf(startsAt);
    movePackage(carePackage, 'placement starts');
    await meetDeadline(t, 'ROUT-15', subjectOf(placement));
    const hearers = { provider: true, roles: ['broker', 'practitioner', 'discharge-team'] } as const;
    await tellOfPlacement(t, placement, 'PlacementStarted', hearers, { startedAt: startsAt.toISOString() });
    if (placement.careType === 'D2A') await startD2aTerm(t, placement, policy);
  }
  if (broken.length === 0) return;
  const hearers = { roles: ['broker', 'practitioner', 'contract-officer'] } as const;
  await tellOfPlacement(t, placement, 'PlacementRuleBroken', hearers, { rules: broken, what: 'CARE_STARTED' });
}

async function rulesBroken(t: Transaction, placement: Placement, startsAt: Date, policy: Policy): Promise<string[]> {
  if (!isLive(placement.state)) return ['SM-4'];
  const plan = await latestPlan(t, placement.packageId);
  const ipo = await t.em.findOne(Ipo, { placementId: placement.id }, { orderBy: { version: 'asc' } });
  const { documentsSentAt } = placement;
  const refusals = startRefusals(
    {
      startsAt,
      plan: plan && documentsSentAt ? { status: plan.status, heldSince: later(plan.issuedAt, documentsSentAt) } : null,
      lasLineId: placement.lasLineId,
      ipoIssuedAt: ipo?.issuedAt ?? null,
    },
    policy,
  );
  const isUnconfirmed = placement.confirmedAt === null || placement.confirmedAt > startsAt;
  return [...(isUnconfirmed ? ['ROUT-10'] : []), ...refusals.map(({ rule }) => rule)];
}

function later(one: Date, other: Date): Date {
  return one > other ? one : other;
}

/** Six weeks, the reminders on their way, and the last instant at which care is within them. [ROUT-16, NTF-17] */
async function startD2aTerm(t: Transaction, placement: Placement, policy: Policy): Promise<void> {
  const of = { subject: subjectOf(placement), council: placement.council };
  for (const { day, date } of d2aReminders(placement.startDate, policy)) {
    // A reminder fires as its day begins: the last instant of the day before is the last without it.
    await startDeadline(t, {
      ...of,
      rule: 'ROUT-16/reminder',
      dueAt: lastInstantOf(addLocalDays(date, -1)),
      data: { day },
    });
  }
  await startDeadline(t, { ...of, rule: 'ROUT-16', dueAt: lastInstantOf(d2aLastDate(placement.startDate, policy)) });
}

function lastInstantOf(localDate: string): Date {
  return new Date(instantOf(addLocalDays(localDate, 1), '00:00').getTime() - 1);
}
