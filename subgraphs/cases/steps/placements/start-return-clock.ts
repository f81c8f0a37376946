import { policyInForce } from '../../../../kernel/database/policy-in-force.js';
import type { Transaction } from '../../../../kernel/database/work.js';
import { cancelDeadlines, startDeadline } from '../../../../kernel/time/deadlines.js';
import { localDateOf } from '../../../../kernel/time/working-time.js';
import { HospitalReturn } from '../../entities/placements/hospital-return.js';
import type { Placement } from '../../entities/placements/placement.js';
import { supportedSince } from '../../reads/placements/supported-since.js';
import { returnAnswerDue } from '../../rules/placements/hospital-return.js';
import { subjectOf } from './tell-of-placement.js';

/**
 * A discharge to assess that returns somebody to the provider of before starts its clock by itself, and moves it with the
 * discharge until the provider has answered. [ROUT-20]
 */
export async function startReturnClock(t: Transaction, placement: Placement): Promise<void> {
  const { dischargeAt } = placement;
  if (!dischargeAt || !(await supportedSince(t.em, placement, localDateOf(await t.now())))) return;
  if ((await t.em.count(HospitalReturn, { placementId: placement.id, answeredAt: { $ne: null } })) > 0) return;
  await cancelDeadlines(t, subjectOf(placement), 'ROUT-20');
  await awaitReturnAnswer(t, placement, dischargeAt);
}

/** The provider says what becomes of the plan within the policy's hours of this discharge. [ROUT-20] */
export async function awaitReturnAnswer(t: Transaction, placement: Placement, dischargedAt: Date): Promise<void> {
  const { policy } = await policyInForce(t.em, placement.council, { version: placement.policyVersion });
  const dueAt = returnAnswerDue(dischargedAt, policy);
  await startDeadline(t, { rule: 'ROUT-20', subject: subjectOf(placement), council: placement.council, dueAt });
}
