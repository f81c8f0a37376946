import { policyInForce } from '../../../../kernel/database/policy-in-force.js';
import type { Work } from '../../../../kernel/database/work.js';
import type { Allowed } from '../../../../kernel/identity/caller.js';
import { cancelDeadlines } from '../../../../kernel/time/deadlines.js';
import { localDateOf } from '../../../../kernel/time/working-time.js';
import { type Outcome, unlessRefused } from '../../../../kernel/values/refusal.js';
import { Placement } from '../../entities/placements/placement.js';
import { d2aLastDate } from '../../rules/placements/d2a-term.js';
import { type ClosureReason, endingRefusals, endsAheadRefusal } from '../../rules/placements/ending.js';
import { isLive } from '../../rules/placements/placement-states.js';
import { actOnPlacement } from '../../steps/act-on-case.js';
import { movePackage, movePlacement } from '../../steps/move.js';
import { subjectOf, tellOfPlacement } from '../../steps/placements/tell-of-placement.js';

export const allowed = {
  scope: 'requests:write',
  roles: ['broker', 'practitioner', 'case-system', 'discharge-team'],
} satisfies Allowed;

/**
 * Care has ended, on this day and for this reason; with its last placement the package closes, and the provider keeps
 * the administrative facts alone. Refuses an end of what has not begun. [AWRD-12, SM-4, SM-1]
 */
export async function endPlacement(
  work: Work,
  input: {
    readonly idempotencyKey: string;
    readonly placementId: string;
    readonly reason: ClosureReason;
    readonly endDate: string;
  },
): Promise<Outcome<Placement>> {
  return actOnPlacement(work, 'endPlacement', allowed, input, async (t, { carePackage, placement }) => {
    const now = await t.now();
    const { policy } = await policyInForce(t.em, placement.council, { version: placement.policyVersion });
    const { reason, endDate } = input;
    const { careType, startDate } = placement;
    movePlacement(placement, 'end');
    unlessRefused(
      endingRefusals({
        reason,
        endDate,
        startDate,
        careType,
        d2aLastDate: careType === 'D2A' ? d2aLastDate(startDate, policy) : null,
      }),
      endsAheadRefusal(endDate, localDateOf(now)),
    );
    placement.endReason = reason;
    placement.endDate = endDate;
    placement.endedAt = now;
    await cancelDeadlines(t, subjectOf(placement));
    const others = await t.em.find(Placement, { packageId: carePackage.id, id: { $ne: placement.id } });
    if (!others.some(({ state }) => isLive(state))) {
      movePackage(carePackage, 'last placement ends');
      carePackage.closedAt = now;
    }
    const hearers = { provider: true, roles: ['broker', 'practitioner', 'case-system'] } as const;
    await tellOfPlacement(t, placement, 'PlacementEnded', hearers, { reason, endDate });
  });
}
