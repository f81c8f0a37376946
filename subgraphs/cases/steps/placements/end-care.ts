import type { Transaction } from '../../../../kernel/database/work.js';
import { cancelDeadlines } from '../../../../kernel/time/deadlines.js';
import { Placement } from '../../entities/placements/placement.js';
import type { ClosureReason } from '../../rules/placements/ending.js';
import { isLive } from '../../rules/placements/placement-states.js';
import type { Case } from '../lock-case.js';
import { movePackage, movePlacement } from '../move.js';
import { endVariations } from '../variations/end-variations.js';
import { type Hearers, subjectOf, tellOfPlacement } from './tell-of-placement.js';

/** Who is told of the end of a placement, ahead of it and once it has come; of a discharge to assess, its team too. */
export function hearersOfEnd({ careType }: Pick<Placement, 'careType'>): Hearers {
  const roles = ['broker', 'practitioner', 'case-system'] as const;
  return { provider: true, roles: careType === 'D2A' ? [...roles, 'discharge-team'] : roles };
}

/**
 * Care has ended: the placement's clocks stop, its variations end with it, and with its last placement the package
 * closes. [AWRD-12, SM-4, SM-1]
 */
export async function endCare(
  t: Transaction,
  { carePackage, placement }: Case,
  { reason, endDate }: { readonly reason: ClosureReason; readonly endDate: string },
): Promise<void> {
  const now = await t.now();
  movePlacement(placement, 'end');
  placement.endReason = reason;
  placement.endDate = endDate;
  placement.endedAt = now;
  await cancelDeadlines(t, subjectOf(placement));
  await endVariations(t, placement, endDate);
  const others = await t.em.find(Placement, { packageId: carePackage.id, id: { $ne: placement.id } });
  if (!others.some(({ state }) => isLive(state))) {
    movePackage(carePackage, 'last placement ends');
    carePackage.closedAt = now;
  }
  await tellOfPlacement(t, placement, 'PlacementEnded', hearersOfEnd(placement), { reason, endDate });
}
