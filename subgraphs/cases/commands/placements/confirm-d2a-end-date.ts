import { policyInForce } from '../../../../kernel/database/policy-in-force.js';
import type { Work } from '../../../../kernel/database/work.js';
import type { Allowed } from '../../../../kernel/identity/caller.js';
import { localDateOf } from '../../../../kernel/time/working-time.js';
import { type Outcome, unlessRefused } from '../../../../kernel/values/refusal.js';
import type { Placement } from '../../entities/placements/placement.js';
import { d2aDayOf, d2aEndDateRefusal, d2aRunningRefusal } from '../../rules/placements/d2a-term.js';
import { isLive } from '../../rules/placements/placement-states.js';
import { actOnPlacement } from '../../steps/act-on-case.js';
import { tellOfPlacement } from '../../steps/placements/tell-of-placement.js';

export const allowed = { scope: 'requests:write', roles: ['discharge-team', 'broker'] } satisfies Allowed;

/** The D2A team, having assessed what the person needs, confirms on which date the package ends. [ROUT-17, NTF-17] */
export async function confirmD2aEndDate(
  work: Work,
  input: { readonly idempotencyKey: string; readonly placementId: string; readonly endDate: string },
): Promise<Outcome<Placement>> {
  return actOnPlacement(work, 'confirmD2aEndDate', allowed, input, async (t, { placement }) => {
    const { careType, startDate, startedAt, state } = placement;
    unlessRefused(d2aRunningRefusal({ careType, started: startedAt !== null, over: !isLive(state) }));
    const { policy } = await policyInForce(t.em, placement.council, { version: placement.policyVersion });
    const confirmedOn = localDateOf(await t.now());
    unlessRefused(d2aEndDateRefusal({ startDate, endDate: input.endDate, confirmedOn }, policy));
    placement.d2aEndDate = input.endDate;
    const hearers = { provider: true, roles: ['discharge-team', 'broker'] } as const;
    const saying = { day: d2aDayOf(startDate, confirmedOn), lastDate: input.endDate };
    await tellOfPlacement(t, placement, 'D2aPackageEnding', hearers, saying);
  });
}
