import { policyInForce } from '../../../../kernel/database/policy-in-force.js';
import type { Transaction } from '../../../../kernel/database/work.js';
import { meetDeadline } from '../../../../kernel/time/deadlines.js';
import { localDateOf } from '../../../../kernel/time/working-time.js';
import type { FirstCallMade } from '../../../../schema/events/monitoring.js';
import type { Policy } from '../../../../schema/policy.js';
import { Ipo } from '../../entities/placements/ipo.js';
import type { Placement } from '../../entities/placements/placement.js';
import { latestPlan } from '../../reads/plans/latest-plan.js';
import { isLive } from '../../rules/placements/placement-states.js';
import { rulesBrokenByStart } from '../../rules/placements/service-start.js';
import { lockCase } from '../../steps/lock-case.js';
import { movePackage, movePlacement } from '../../steps/move.js';
import { startD2aTerm } from '../../steps/placements/start-d2a-term.js';
import { subjectOf, tellOfPlacement } from '../../steps/placements/tell-of-placement.js';

/**
 * The first call took place, so care has begun: the placement is active.
 *
 * What has happened is not refused. A start that the rules do not allow, with no plan in the provider's hands, no
 * line on LAS, no IPO, or a first call that nobody confirmed, is kept as it was and told as a broken rule. [SM-4,
 * ASM-11, ASM-12]
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
    const hearers = { provider: true, roles: ['broker', 'practitioner', 'discharge-team', 'case-system'] } as const;
    await tellOfPlacement(t, placement, 'PlacementStarted', hearers, { startedAt: startsAt.toISOString() });
    if (placement.careType === 'D2A') await startD2aTerm(t, placement, policy);
  }
  if (broken.length === 0) return;
  const hearers = { roles: ['broker', 'practitioner', 'contract-officer'] } as const;
  await tellOfPlacement(t, placement, 'PlacementRuleBroken', hearers, { rules: broken, what: 'CARE_STARTED' });
}

async function rulesBroken(t: Transaction, placement: Placement, startsAt: Date, policy: Policy): Promise<string[]> {
  const plan = await latestPlan(t.em, placement.packageId);
  const ipo = await t.em.findOne(Ipo, { placementId: placement.id }, { orderBy: { version: 'asc' } });
  const { state, confirmedAt, documentsSentAt, lasLineId } = placement;
  const ipoIssuedAt = ipo?.issuedAt ?? null;
  return rulesBrokenByStart({ state, confirmedAt, documentsSentAt, startsAt, plan, lasLineId, ipoIssuedAt }, policy);
}
