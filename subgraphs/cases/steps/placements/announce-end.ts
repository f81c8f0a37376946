import type { Transaction } from '../../../../kernel/database/work.js';
import { cancelDeadlines, startDeadline } from '../../../../kernel/time/deadlines.js';
import { endOfLocalDay } from '../../../../kernel/time/working-time.js';
import type { Placement } from '../../entities/placements/placement.js';
import type { ClosureReason } from '../../rules/placements/ending.js';
import { hearersOfEnd } from './end-care.js';
import { subjectOf, tellOfPlacement } from './tell-of-placement.js';

/**
 * Care will end with this day, in place of what was announced before: everybody concerned is told, and the placement
 * ends as the day does. A discharge to assess that ends as such has its end date by that. [AWRD-12, ROUT-17]
 */
export async function announceEnd(
  t: Transaction,
  placement: Placement,
  { reason, endDate }: { readonly reason: ClosureReason; readonly endDate: string },
): Promise<void> {
  const { council } = placement;
  const subject = subjectOf(placement);
  placement.endReason = reason;
  placement.endDate = endDate;
  placement.d2aEndDate = reason === 'D2A_END' ? endDate : null;
  await cancelDeadlines(t, subject, 'AWRD-12');
  // A deadline is inclusive: the placement ends with the first instant after its last day.
  await startDeadline(t, { rule: 'AWRD-12', subject, council, dueAt: endOfLocalDay(endDate) });
  await tellOfPlacement(t, placement, 'PlacementEndAnnounced', hearersOfEnd(placement), { reason, endDate });
}
