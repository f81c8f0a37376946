import type { Transaction } from '../../../../kernel/database/work.js';
import { cancelDeadlines } from '../../../../kernel/time/deadlines.js';
import { RefusedError } from '../../../../kernel/values/refusal.js';
import type { Placement } from '../../entities/placements/placement.js';
import { DischargeArrangements } from '../../entities/requests/discharge-arrangements.js';
import { amendDischarge, type DischargeArrangements as Proposed } from '../../rules/requests/discharge-arrangements.js';
import { startD2aClock } from '../placements/start-d2a-clock.js';
import { subjectOf, tellOfPlacement } from '../placements/tell-of-placement.js';

/**
 * Keeps the next version of what brokerage and the awarded provider agreed, and tells the provider. [ROUT-19, NTF-18]
 */
export async function finaliseDischarge(t: Transaction, placement: Placement, proposed: Proposed): Promise<void> {
  const latest = await t.em.findOne(
    DischargeArrangements,
    { placementId: placement.id },
    { orderBy: { version: 'desc' } },
  );
  const answer = amendDischarge(placement.state, latest, proposed);
  if ('refusal' in answer) throw new RefusedError([answer.refusal]);
  const { version, dischargeAt, arrangements } = answer.agreed;
  const { council, packageId, personId, providerId, id: placementId } = placement;
  const agreedAt = await t.now();
  t.em.persist(
    t.em.create(DischargeArrangements, {
      council,
      packageId,
      personId,
      providerId,
      placementId,
      version,
      dischargeAt,
      arrangements,
      agreedAt,
    }),
  );
  placement.dischargeAt = dischargeAt;
  await cancelDeadlines(t, subjectOf(placement), 'ROUT-15');
  await startD2aClock(t, placement);
  const hearers = { provider: true, roles: ['discharge-team', 'broker'] } as const;
  const saying = { version, dischargeAt: dischargeAt.toISOString() };
  await tellOfPlacement(t, placement, 'DischargeFinalised', hearers, saying);
}
