import type { Work } from '../../../../kernel/database/work.js';
import type { Allowed } from '../../../../kernel/identity/caller.js';
import { cancelDeadlines } from '../../../../kernel/time/deadlines.js';
import { type Outcome, unlessRefused } from '../../../../kernel/values/refusal.js';
import type { Placement } from '../../entities/placements/placement.js';
import { notAnnouncedRefusal } from '../../rules/placements/ending.js';
import { actOnPlacement } from '../../steps/act-on-case.js';
import { hearersOfEnd } from '../../steps/placements/end-care.js';
import { subjectOf, tellOfPlacement } from '../../steps/placements/tell-of-placement.js';
import { allowed as mayEnd } from './end-placement.js';

export const allowed = mayEnd satisfies Allowed;

/**
 * Care goes on after all: the end that was announced is taken back, before it has come; of a discharge to assess, within
 * its six weeks. [AWRD-12, SM-4, ROUT-17]
 */
export async function takeBackEnd(
  work: Work,
  input: { readonly idempotencyKey: string; readonly placementId: string },
): Promise<Outcome<Placement>> {
  return actOnPlacement(work, 'takeBackPlacementEnd', allowed, input, async (t, { placement }) => {
    const { endDate } = placement;
    unlessRefused(notAnnouncedRefusal(placement));
    placement.endDate = null;
    placement.endReason = null;
    placement.d2aEndDate = null;
    await cancelDeadlines(t, subjectOf(placement), 'AWRD-12');
    await tellOfPlacement(t, placement, 'PlacementEndTakenBack', hearersOfEnd(placement), { endDate: endDate! });
  });
}
