import { policyInForce } from '../../../../kernel/database/policy-in-force.js';
import type { Transaction } from '../../../../kernel/database/work.js';
import { meetDeadline } from '../../../../kernel/time/deadlines.js';
import { localDateOf } from '../../../../kernel/time/working-time.js';
import type { Case } from '../lock-case.js';
import { movePackage, movePlacement } from '../move.js';
import { startD2aTerm } from './start-d2a-term.js';
import { subjectOf, tellOfPlacement } from './tell-of-placement.js';

/** The placement is active, from its first call on. [SM-4, SM-1] */
export async function beginCare(t: Transaction, { carePackage, placement }: Case, startsAt: Date): Promise<void> {
  movePlacement(placement, 'start');
  placement.startedAt = startsAt;
  placement.startDate = localDateOf(startsAt);
  movePackage(carePackage, 'placement starts');
  await meetDeadline(t, 'ROUT-15', subjectOf(placement));
  const hearers = { provider: true, roles: ['broker', 'practitioner', 'discharge-team', 'case-system'] } as const;
  await tellOfPlacement(t, placement, 'PlacementStarted', hearers, { startedAt: startsAt.toISOString() });
  if (placement.careType !== 'D2A') return;
  const { policy } = await policyInForce(t.em, placement.council, { version: placement.policyVersion });
  await startD2aTerm(t, placement, policy);
}
