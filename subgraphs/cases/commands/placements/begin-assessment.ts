import type { Work } from '../../../../kernel/database/work.js';
import type { Allowed } from '../../../../kernel/identity/caller.js';
import type { Outcome } from '../../../../kernel/values/refusal.js';
import type { Placement } from '../../entities/placements/placement.js';
import { actOnPlacement } from '../../steps/act-on-case.js';
import { movePlacement } from '../../steps/move.js';
import { tellOfPlacement } from '../../steps/placements/tell-of-placement.js';

export const allowed = { scope: 'placements:write', roles: ['provider-user', 'rostering'] } satisfies Allowed;

/** The provider, having the documents, begins its own assessment before it confirms. [ASM-15, SM-4] */
export async function beginAssessment(
  work: Work,
  input: { readonly idempotencyKey: string; readonly placementId: string },
): Promise<Outcome<Placement>> {
  return actOnPlacement(work, 'beginAssessment', allowed, input, async (t, { placement }) => {
    movePlacement(placement, 'provider assesses');
    await tellOfPlacement(t, placement, 'ProviderAssessing', { roles: ['broker', 'practitioner'] }, {});
  });
}
