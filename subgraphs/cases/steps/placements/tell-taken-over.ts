import type { Transaction } from '../../../../kernel/database/work.js';
import type { PlacementsTakenOver } from '../../../../schema/events/cases.js';
import type { Placement } from '../../entities/placements/placement.js';

/** Tells each provider, and brokers, which of its placements the hub has taken over. [ASM-37] */
export async function tellTakenOver(t: Transaction, council: string, taken: readonly Placement[]): Promise<void> {
  const providers = [...new Set(taken.map(({ providerId }) => providerId))];
  await t.tell(
    ...providers.map((providerId) => ({
      type: 'PlacementsTakenOver',
      subject: `council/${council}`,
      council,
      audience: { providers: [providerId], roles: ['broker', 'case-system'] },
      data: {
        providerId,
        placements: taken.filter((each) => each.providerId === providerId).map(termsOf),
      } satisfies PlacementsTakenOver['data'],
    })),
  );
}

function termsOf(placement: Placement): PlacementsTakenOver['data']['placements'][number] {
  return {
    placementId: placement.id,
    placementReference: placement.reference,
    packageId: placement.packageId,
    providerId: placement.providerId,
    personId: placement.personId,
    careType: placement.careType,
    // A line of the council's own case system is care that it pays for.
    funding: 'COUNCIL_ARRANGED',
    patch: placement.need.patch,
    weeklyWorkerMinutes: placement.weeklyWorkerMinutes,
    hourlyRatePence: placement.hourlyRatePence,
    nightRatesPence: placement.nightRatesPence,
    startedAt: placement.startedAt!.toISOString(),
  };
}
