import type { Transaction } from '../../../../kernel/database/work.js';
import { cancelDeadlines } from '../../../../kernel/time/deadlines.js';
import type { AwardRefused } from '../../../../schema/events/tenders.js';
import { Placement } from '../../entities/placements/placement.js';
import type { Package } from '../../entities/requests/package.js';
import { isLive } from '../../rules/placements/placement-states.js';
import { WITHDRAWAL_REASONS, type WithdrawalReason, withdrawalRefusal } from '../../rules/placements/withdrawal.js';
import { lockPackage, movePackage, movePlacement } from '../../steps/on-case.js';
import { keepCarePlan, latestPlan } from '../../steps/plans/keep-care-plan.js';
import { subjectOf, tellOfPlacement } from '../../steps/tell.js';

/**
 * The winner cannot proceed: its placement is withdrawn and the package is sourced again. [AWRD-09]
 *
 * That the provider is gone is a fact, whatever reason it gave; a reason that does not release it from the award is
 * kept as a broken rule (ASM-12, ASM-25).
 */
export async function withdrawPlacement(t: Transaction, refusal: AwardRefused['data']): Promise<void> {
  const carePackage = await lockPackage(t, refusal.packageId);
  const placement = carePackage && (await t.em.findOne(Placement, { awardId: refusal.awardId }));
  if (!carePackage || !placement || placement.startedAt || !isLive(placement.state)) return;
  const plan = await latestPlan(t, carePackage.id);
  const reason = WITHDRAWAL_REASONS.find((each) => each === refusal.reasonCode);
  const broken = reason && brokenBy(reason, placement, plan?.status ?? null);
  await withdraw(t, carePackage, placement, refusal.reasonCode);
  movePackage(carePackage, 'provider cannot proceed');
  if (broken) {
    const hearers = { roles: ['broker', 'contract-officer'] as const };
    await tellOfPlacement(t, placement, 'PlacementRuleBroken', hearers, {
      rules: [broken],
      what: 'WITHDRAWN_FOR_NO_ACCEPTED_REASON',
    });
  }
}

function brokenBy(
  reason: WithdrawalReason,
  { careType }: Placement,
  planStatus: Parameters<typeof withdrawalRefusal>[0]['planStatus'],
) {
  return withdrawalRefusal({ reason, careType, planStatus })?.rule;
}

/** Ends a placement before it began: its clocks stop, and the plan no longer names its provider. [AWRD-09] */
export async function withdraw(
  t: Transaction,
  carePackage: Package,
  placement: Placement,
  reason: string,
): Promise<void> {
  movePlacement(placement, 'cannot proceed');
  placement.endedAt = await t.now();
  placement.withdrawalReason = reason;
  await cancelDeadlines(t, subjectOf(placement));
  const plan = await latestPlan(t, carePackage.id);
  if (plan?.providerId) {
    await keepCarePlan(t, carePackage, { plan, providerId: null, status: 'COMPLETE', authorisedAt: plan.authorisedAt });
  }
  await tellOfPlacement(
    t,
    placement,
    'PlacementWithdrawn',
    { provider: true, roles: ['broker', 'practitioner'] },
    { reason },
  );
}

/** The placements of a package whose provider is committed to it: one at most. [AWRD-01] */
export async function livePlacements(t: Transaction, carePackage: Package): Promise<Placement[]> {
  const placements = await t.em.find(Placement, { packageId: carePackage.id });
  return placements.filter(({ state }) => isLive(state));
}
