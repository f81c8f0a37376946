import type { Work } from '../../../../kernel/database/work.js';
import type { Allowed } from '../../../../kernel/identity/caller.js';
import { localDateOf } from '../../../../kernel/time/working-time.js';
import { type Outcome, RefusedError, unlessRefused } from '../../../../kernel/values/refusal.js';
import type { Placement } from '../../entities/placements/placement.js';
import { d2aDayOf, d2aEndDateRefusal, NO_D2A_RUNNING } from '../../rules/placements/d2a-term.js';
import { isLive } from '../../rules/placements/placement-states.js';
import { actOnPlacement } from '../../steps/act-on-case.js';
import { announceEnd } from '../../steps/placements/announce-end.js';
import { tellOfPlacement } from '../../steps/placements/tell-of-placement.js';

export const allowed = { scope: 'requests:write', roles: ['discharge-team', 'broker'] } satisfies Allowed;

/**
 * The D2A team, having assessed what the person needs, confirms on which date the package ends: by that its end is
 * announced. Confirmed again it is moved within the term, and taken back as any announced end is. [ROUT-17, NTF-17,
 * AWRD-12]
 */
export async function confirmD2aEndDate(
  work: Work,
  input: { readonly idempotencyKey: string; readonly placementId: string; readonly endDate: string },
): Promise<Outcome<Placement>> {
  return actOnPlacement(work, 'confirmD2aEndDate', allowed, input, async (t, { placement }) => {
    const { d2aLastDate: lastDate, startDate, state } = placement;
    if (lastDate === null || !isLive(state)) throw new RefusedError([NO_D2A_RUNNING]);
    const { endDate } = input;
    const confirmedOn = localDateOf(await t.now());
    unlessRefused(d2aEndDateRefusal({ startDate, lastDate, endDate, confirmedOn }));
    await announceEnd(t, placement, { reason: 'D2A_END', endDate });
    const hearers = { provider: true, roles: ['discharge-team', 'broker'] } as const;
    const saying = { day: d2aDayOf(startDate, confirmedOn), lastDate: endDate };
    await tellOfPlacement(t, placement, 'D2aPackageEnding', hearers, saying);
  });
}
