import { policyInForce } from '../../../../kernel/database/policy-in-force.js';
import type { Transaction } from '../../../../kernel/database/work.js';
import { meetDeadline } from '../../../../kernel/time/deadlines.js';
import type { FirstCallMade } from '../../../../schema/events/monitoring.js';
import { Ipo } from '../../entities/placements/ipo.js';
import type { Placement } from '../../entities/placements/placement.js';
import { latestPlan } from '../../reads/plans/latest-plan.js';
import { awaitsAssessment } from '../../rules/placements/assessment.js';
import { isLive } from '../../rules/placements/placement-states.js';
import { awaitsIpo, rulesBrokenByStart, type StartedFacts } from '../../rules/placements/service-start.js';
import { lockCase } from '../../steps/lock-case.js';
import { movePlacement } from '../../steps/move.js';
import { beginCare } from '../../steps/placements/begin-care.js';
import { subjectOf, tellOfPlacement } from '../../steps/placements/tell-of-placement.js';

/**
 * The first call took place. The placement is active by it, unless its council demands an IPO that has not been issued:
 * then the call is kept, and the placement starts by it as soon as the IPO is there.
 *
 * What has happened is not refused. A first call that the rules do not allow, with no plan in the provider's hands, no
 * line on LAS, no IPO, one that nobody confirmed, one without the assessment that comes first, or one before the discharge, is
 * kept as it was and told as a broken rule. [SM-4, ASM-11, ASM-12, AWRD-03, ROUT-15, ROUT-29]
 */
export async function startPlacement(t: Transaction, call: FirstCallMade['data']): Promise<void> {
  const held = await lockCase(t, call.placementId, call.packageId);
  if (!held) throw new Error(`Placement ${call.placementId} is not held.`);
  const { placement } = held;
  if (placement.firstCallMadeAt) return;
  const startsAt = new Date(call.madeAt);
  const { policy } = await policyInForce(t.em, placement.council, { version: placement.policyVersion });
  const facts = await startedFacts(t, placement, startsAt);
  const broken = rulesBrokenByStart(facts, policy);
  if (isLive(placement.state)) {
    placement.firstCallMadeAt = startsAt;
    if (!placement.confirmedAt) {
      movePlacement(placement, 'confirm first call');
      placement.confirmedAt = startsAt;
      placement.firstCallAt = startsAt;
      // Nobody has said another length than the one that was asked for.
      placement.lengthOfStayNights ??= placement.need.home?.lengthOfStayNights ?? null;
      await meetDeadline(t, 'ROUT-10', subjectOf(placement));
    }
    if (!awaitsIpo(facts, policy)) await beginCare(t, held, startsAt);
  }
  if (broken.length === 0) return;
  const hearers = { roles: ['broker', 'practitioner', 'contract-officer'] } as const;
  await tellOfPlacement(t, placement, 'PlacementRuleBroken', hearers, { rules: broken, what: 'CARE_STARTED' });
}

async function startedFacts(t: Transaction, placement: Placement, startsAt: Date): Promise<StartedFacts> {
  const plan = await latestPlan(t.em, placement.packageId);
  const ipo = await t.em.findOne(Ipo, { placementId: placement.id }, { orderBy: { version: 'asc' } });
  const { state, careType, confirmedAt, documentsSentAt, lasLineId, dischargeAt } = placement;
  const ipoIssuedAt = ipo?.issuedAt ?? null;
  return {
    ...{ state, careType, confirmedAt, documentsSentAt, startsAt, plan, lasLineId, ipoIssuedAt, dischargeAt },
    awaitsAssessment: awaitsAssessment(placement),
  };
}
