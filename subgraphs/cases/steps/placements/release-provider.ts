import type { Transaction } from '../../../../kernel/database/work.js';
import { cancelDeadlines } from '../../../../kernel/time/deadlines.js';
import type { Placement } from '../../entities/placements/placement.js';
import type { Package } from '../../entities/requests/package.js';
import { latestPlan } from '../../reads/plans/latest-plan.js';
import { movePlacement } from '../move.js';
import { keepCarePlan } from '../plans/keep-care-plan.js';
import { subjectOf, tellOfPlacement } from './tell-of-placement.js';

/** Withdraws a placement before it began: its clocks stop, and the plan no longer names its provider. [AWRD-09] */
export async function releaseProvider(
  t: Transaction,
  carePackage: Package,
  placement: Placement,
  reason: string,
): Promise<void> {
  movePlacement(placement, 'cannot proceed');
  placement.endedAt = await t.now();
  placement.withdrawalReason = reason;
  await cancelDeadlines(t, subjectOf(placement));
  const plan = await latestPlan(t.em, carePackage.id);
  if (plan?.providerId) {
    await keepCarePlan(t, carePackage, { plan, providerId: null, status: 'COMPLETE', authorisedAt: plan.authorisedAt });
  }
  const hearers = { provider: true, roles: ['broker', 'practitioner', 'case-system'] } as const;
  await tellOfPlacement(t, placement, 'PlacementWithdrawn', hearers, { reason });
}
