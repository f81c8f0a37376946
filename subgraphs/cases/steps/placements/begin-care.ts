import type { Transaction } from '../../../../kernel/database/work.js';
import { meetDeadline } from '../../../../kernel/time/deadlines.js';
import { localDateOf } from '../../../../kernel/time/working-time.js';
import { isStartedInTime } from '../../rules/placements/d2a-start.js';
import type { Case } from '../lock-case.js';
import { movePackage, movePlacement } from '../move.js';
import { startD2aTerm } from './start-d2a-term.js';
import { subjectOf, tellOfPlacement } from './tell-of-placement.js';

/** The placement is active, from its first call on; a D2A package has its last permitted date. [SM-4, SM-1, ROUT-16] */
export async function beginCare(t: Transaction, { carePackage, placement }: Case, startsAt: Date): Promise<void> {
  movePlacement(placement, 'start');
  placement.startedAt = startsAt;
  placement.startDate = localDateOf(startsAt);
  movePackage(carePackage, 'placement starts');
  if (isStartedInTime(startsAt, placement.firstCallDueAt)) await meetDeadline(t, 'ROUT-15', subjectOf(placement));
  if (placement.careType === 'D2A') await startD2aTerm(t, placement);
  const hearers = { provider: true, roles: ['broker', 'practitioner', 'discharge-team', 'case-system'] } as const;
  const saying = { startedAt: startsAt.toISOString(), lastDate: placement.d2aLastDate };
  await tellOfPlacement(t, placement, 'PlacementStarted', hearers, saying);
}
