import type { Transaction } from '../../../../kernel/database/work.js';
import type { PlacementsTakenOver, CallsVersion as Told } from '../../../../schema/events/cases.js';
import { CallsVersion } from '../../entities/calls/calls-version.js';
import type { Placement } from '../../entities/placements/placement.js';
import { toldAs } from '../calls/change-calls.js';

/** Tells each provider, and brokers, which of its placements the hub has taken over. [ASM-37] */
export async function tellTakenOver(t: Transaction, council: string, taken: readonly Placement[]): Promise<void> {
  const ids = taken.map(({ id }) => id);
  const calls = await t.em.find(CallsVersion, { placementId: { $in: ids }, seq: 0 });
  const callsOf = new Map(calls.map((version) => [version.placementId, toldAs(version)]));
  const providers = [...new Set(taken.map(({ providerId }) => providerId))];
  await t.tell(
    ...providers.map((providerId) => ({
      type: 'PlacementsTakenOver',
      subject: `council/${council}`,
      council,
      audience: { providers: [providerId], roles: ['broker', 'case-system'] },
      data: {
        providerId,
        placements: taken
          .filter((each) => each.providerId === providerId)
          .map((each) => termsOf(each, callsOf.get(each.id)!)),
      } satisfies PlacementsTakenOver['data'],
    })),
  );
}

function termsOf(placement: Placement, calls: Told): PlacementsTakenOver['data']['placements'][number] {
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
    calls,
    startedAt: placement.startedAt!.toISOString(),
  };
}
