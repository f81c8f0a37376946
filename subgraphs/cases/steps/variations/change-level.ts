import { policyInForce } from '../../../../kernel/database/policy-in-force.js';
import type { Transaction } from '../../../../kernel/database/work.js';
import type { Case } from '../lock-case.js';
import { issueIpo } from '../placements/issue-ipo.js';

/**
 * Changes the hours of a placement, and its order with them: the revised IPO supersedes the one before. [AWRD-04,
 * AWRD-05]
 */
export async function changeLevel(t: Transaction, { carePackage, placement }: Case, minutes: number): Promise<void> {
  placement.currentWeeklyWorkerMinutes = minutes;
  const { policy } = await policyInForce(t.em, placement.council, { version: placement.policyVersion });
  if (policy.award.ipoRequired && placement.hourlyRatePence !== null) await issueIpo(t, carePackage, placement);
}
