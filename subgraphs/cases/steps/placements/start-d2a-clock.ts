import { policyInForce } from '../../../../kernel/database/policy-in-force.js';
import type { Transaction } from '../../../../kernel/database/work.js';
import { cancelDeadlines, startDeadline } from '../../../../kernel/time/deadlines.js';
import type { Placement } from '../../entities/placements/placement.js';
import { d2aStartDue } from '../../rules/placements/d2a-start.js';
import { subjectOf } from './tell-of-placement.js';

/**
 * Starts the clock for the first D2A call, which runs from the later of award and discharge; asked again when the
 * discharge is another one, it takes the place of the clock before. [ROUT-15]
 */
export async function startD2aClock(t: Transaction, placement: Placement): Promise<void> {
  const { policy } = await policyInForce(t.em, placement.council, { version: placement.policyVersion });
  const dueAt = d2aStartDue({ awardedAt: placement.awardedAt, dischargeAt: placement.dischargeAt }, policy);
  const subject = subjectOf(placement);
  await cancelDeadlines(t, subject, 'ROUT-15');
  placement.firstCallDueAt = dueAt;
  if (dueAt) await startDeadline(t, { rule: 'ROUT-15', subject, council: placement.council, dueAt });
}
