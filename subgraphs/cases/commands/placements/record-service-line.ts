import { lockNamed } from '../../../../kernel/database/locks.js';
import { policyInForce } from '../../../../kernel/database/policy-in-force.js';
import type { Transaction, Work } from '../../../../kernel/database/work.js';
import type { Allowed } from '../../../../kernel/identity/caller.js';
import { type Outcome, unlessRefused } from '../../../../kernel/values/refusal.js';
import { Placement } from '../../entities/placements/placement.js';
import { isOrdered } from '../../rules/placements/ipo.js';
import { overRefusal } from '../../rules/placements/placement-states.js';
import { serviceLineRefusal } from '../../rules/placements/service-line.js';
import { actOnPlacement } from '../../steps/act-on-case.js';
import { movePlacement } from '../../steps/move.js';
import { beginCare } from '../../steps/placements/begin-care.js';
import { issueIpo } from '../../steps/placements/issue-ipo.js';
import { tellOfPlacement } from '../../steps/placements/tell-of-placement.js';
import { orderAnew } from '../../steps/variations/order-anew.js';

export const allowed = { scope: 'placements:write', roles: ['case-system'] } satisfies Allowed;

/**
 * The service is on LAS under this line, and its IPO goes out at once; if care only waited for that, the placement starts
 * by its first call. The same line again changes nothing. A line that comes when care has begun already is kept all the
 * same: it is late, and the first call has told of it. [AWRD-02, AWRD-03, SM-4]
 */
export async function recordServiceLine(
  work: Work,
  input: { readonly idempotencyKey: string; readonly placementId: string; readonly lasLineId: string },
): Promise<Outcome<Placement>> {
  return actOnPlacement(work, 'recordServiceLine', allowed, input, async (t, held) => {
    const { placement } = held;
    const { lasLineId } = input;
    await lockNamed(t, `cases/${placement.council}/las-line/${lasLineId}`);
    const heldByAnotherPlacement = await isHeldByAnother(t, placement, lasLineId);
    unlessRefused(
      overRefusal(placement.state),
      serviceLineRefusal({ lasLineId, held: placement.lasLineId, heldByAnotherPlacement }),
    );
    if (placement.lasLineId === lasLineId) return;
    placement.lasLineId = lasLineId;
    if (!placement.startedAt) movePlacement(placement, 'add to LAS');
    await tellOfPlacement(t, placement, 'ServiceLineAdded', { provider: true, roles: ['broker'] }, { lasLineId });

    const { policy } = await policyInForce(t.em, placement.council, { version: placement.policyVersion });
    if (!isOrdered(placement, policy)) return;
    const { currentWeeklyWorkerMinutes: weeklyWorkerMinutes, startDate: effectiveFrom } = placement;
    if (placement.startedAt) return orderAnew(t, held, effectiveFrom);
    await issueIpo(t, held.carePackage, placement, { weeklyWorkerMinutes, effectiveFrom });
    movePlacement(placement, 'issue IPO');
    if (placement.firstCallMadeAt) await beginCare(t, held, placement.firstCallMadeAt);
  });
}

async function isHeldByAnother(t: Transaction, placement: Placement, lasLineId: string): Promise<boolean> {
  return (await t.em.count(Placement, { council: placement.council, lasLineId, id: { $ne: placement.id } })) > 0;
}
