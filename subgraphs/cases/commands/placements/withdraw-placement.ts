import type { Transaction } from '../../../../kernel/database/work.js';
import { type AwardRefused, packagesOf } from '../../../../schema/events/tenders.js';
import { Placement } from '../../entities/placements/placement.js';
import { latestPlan } from '../../reads/plans/latest-plan.js';
import { isLive } from '../../rules/placements/placement-states.js';
import { WITHDRAWAL_REASONS, withdrawalRefusal } from '../../rules/placements/withdrawal.js';
import { lockPackage } from '../../steps/lock-case.js';
import { movePackage } from '../../steps/move.js';
import { releaseProvider } from '../../steps/placements/release-provider.js';
import { tellOfPlacement } from '../../steps/placements/tell-of-placement.js';

/**
 * The winner cannot proceed: its placement is withdrawn and the package is sourced again, or each of those that were sought
 * together.
 *
 * That the provider is gone is a fact, whatever reason it gave. A reason that does not release it from the award is
 * told as a broken rule (ASM-12, ASM-25). [AWRD-09]
 */
export async function withdrawPlacement(t: Transaction, refusal: AwardRefused['data']): Promise<void> {
  for (const packageId of packagesOf(refusal)) await withdrawOf(t, packageId, refusal);
}

async function withdrawOf(t: Transaction, packageId: string, refusal: AwardRefused['data']): Promise<void> {
  const carePackage = await lockPackage(t, packageId);
  const placement = carePackage && (await t.em.findOne(Placement, { awardId: refusal.awardId, packageId }));
  if (!carePackage || !placement || placement.startedAt || !isLive(placement.state)) return;
  const planStatus = (await latestPlan(t.em, carePackage.id))?.status ?? null;
  const reason = WITHDRAWAL_REASONS.find((each) => each === refusal.reasonCode);
  const broken = reason && withdrawalRefusal({ reason, careType: placement.careType, planStatus });
  await releaseProvider(t, carePackage, placement, refusal.reasonCode);
  movePackage(carePackage, 'provider cannot proceed');
  if (!broken) return;
  const hearers = { roles: ['broker', 'contract-officer'] } as const;
  const saying = { rules: [broken.rule], what: 'WITHDRAWN_FOR_NO_ACCEPTED_REASON' } as const;
  await tellOfPlacement(t, placement, 'PlacementRuleBroken', hearers, saying);
}
