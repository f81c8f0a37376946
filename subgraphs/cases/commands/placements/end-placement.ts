import type { Work } from '../../../../kernel/database/work.js';
import type { Allowed } from '../../../../kernel/identity/caller.js';
import { localDateOf } from '../../../../kernel/time/working-time.js';
import { type Outcome, unlessRefused } from '../../../../kernel/values/refusal.js';
import type { Placement } from '../../entities/placements/placement.js';
import { type ClosureReason, endingRefusals, farEndRefusal, isAhead } from '../../rules/placements/ending.js';
import { endRefusal } from '../../rules/placements/placement-states.js';
import { actOnPlacement } from '../../steps/act-on-case.js';
import { announceEnd } from '../../steps/placements/announce-end.js';
import { endCare } from '../../steps/placements/end-care.js';

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
    const { reason, endDate } = input;
    const { careType, startDate, d2aLastDate } = placement;
    unlessRefused(endRefusal(placement.state));
    unlessRefused(endingRefusals({ reason, endDate, startDate, careType, d2aLastDate }), farEndRefusal(endDate, today));
    if (!isAhead(endDate, today)) return endCare(t, held, { reason, endDate });
    await announceEnd(t, placement, { reason, endDate });
  });
}
