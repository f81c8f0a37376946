import type { Work } from '../../../../kernel/database/work.js';
import type { Outcome } from '../../../../kernel/values/refusal.js';
import type { Placement } from '../../entities/placements/placement.js';
import { movePlacement, onPlacement } from '../../steps/on-case.js';
import { tellOfPlacement } from '../../steps/tell.js';

/** The provider, having the documents, begins its own assessment before it confirms. [ASM-15, SM-4] */
export async function beginAssessment(
  work: Work,
  input: { readonly idempotencyKey: string; readonly placementId: string },
): Promise<Outcome<Placement>> {
  const allowed = { scope: 'placements:write', roles: ['provider-user', 'rostering'] } as const;
  return onPlacement(work, 'beginAssessment', allowed, input, async (t, { placement }) => {
    movePlacement(placement, 'provider assesses');
    await tellOfPlacement(t, placement, 'ProviderAssessing', { roles: ['broker', 'practitioner'] }, {});
  });
}
