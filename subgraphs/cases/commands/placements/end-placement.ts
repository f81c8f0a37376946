import { policyInForce } from '../../../../kernel/database/policy-in-force.js';
import type { Work } from '../../../../kernel/database/work.js';
import type { Allowed } from '../../../../kernel/identity/caller.js';
import { cancelDeadlines, startDeadline } from '../../../../kernel/time/deadlines.js';
import { addLocalDays, instantOf, localDateOf } from '../../../../kernel/time/working-time.js';
import { type Outcome, unlessRefused } from '../../../../kernel/values/refusal.js';
import type { Placement } from '../../entities/placements/placement.js';
import { d2aLastDate } from '../../rules/placements/d2a-term.js';
import { type ClosureReason, endingRefusals, farEndRefusal, isAhead } from '../../rules/placements/ending.js';
import { endRefusal } from '../../rules/placements/placement-states.js';
import { actOnPlacement } from '../../steps/act-on-case.js';
import { endCare, HEARERS_OF_END } from '../../steps/placements/end-care.js';
import { subjectOf, tellOfPlacement } from '../../steps/placements/tell-of-placement.js';

export const allowed = {
  scope: 'requests:write',
  roles: ['broker', 'practitioner', 'case-system', 'discharge-team'],
} satisfies Allowed;

/**
 * Care ends on this day, for this reason. On its last day or later the placement ends at once: with the last placement
 * the package closes, and the provider keeps the administrative facts alone. Ahead of it the end is announced to
 * everybody concerned, in place of what was announced before, and the placement ends as that day does; until then care
 * runs as before, and the end may be moved by the same act or taken back. Refuses an end of what has not begun.
 * [AWRD-12, SM-4, SM-1]
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
  return actOnPlacement(work, 'endPlacement', allowed, input, async (t, held) => {
    const { placement } = held;
    const today = localDateOf(await t.now());
    const { policy } = await policyInForce(t.em, placement.council, { version: placement.policyVersion });
    const { reason, endDate } = input;
    const { careType, startDate, council } = placement;
    unlessRefused(endRefusal(placement.state));
    unlessRefused(
      endingRefusals({
        reason,
        endDate,
        startDate,
        careType,
        d2aLastDate: careType === 'D2A' ? d2aLastDate(startDate, policy) : null,
      }),
      farEndRefusal(endDate, today),
    );
    if (!isAhead(endDate, today)) return endCare(t, held, { reason, endDate });
    placement.endReason = reason;
    placement.endDate = endDate;
    const subject = subjectOf(placement);
    await cancelDeadlines(t, subject, 'AWRD-12');
    // A deadline is inclusive: the placement ends with the first instant after its last day.
    const dueAt = new Date(instantOf(addLocalDays(endDate, 1), '00:00').getTime() - 1);
    await startDeadline(t, { rule: 'AWRD-12', subject, council, dueAt });
    await tellOfPlacement(t, placement, 'PlacementEndAnnounced', HEARERS_OF_END, { reason, endDate });
  });
}
