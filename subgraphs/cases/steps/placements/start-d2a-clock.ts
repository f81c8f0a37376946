import { policyInForce } from '../../../../kernel/database/policy-in-force.js';
import type { Transaction } from '../../../../kernel/database/work.js';
import { startDeadline } from '../../../../kernel/time/deadlines.js';
import type { Placement } from '../../entities/placements/placement.js';
import { d2aStartDue } from '../../rules/placements/d2a-start.js';
import { subjectOf } from './tell-of-placement.js';

/** Starts the clock for the first D2A call, which runs from the later of award and discharge. [ROUT-15] */
export async function startD2aClock(t: Transaction, placement: Placement): Promise<void> {
  const { policy } = await policyInForce(t.em, placement.council, { version: placement.policyVersion });
  const dueAt = d2aStartDue({ awardedAt: placement.awardedAt, dischargeAt: placement.dischargeAt }, policy);
  if (!dueAt) return;
  await startDeadline(t, { rule: 'ROUT-15', subject: subjectOf(placement), council: placement.council, dueAt });
}
