import { policyInForce } from '../../../../kernel/database/policy-in-force.js';
import type { Transaction } from '../../../../kernel/database/work.js';
import { englandCalendar } from '../../../../kernel/time/bank-holidays.js';
import { RefusedError } from '../../../../kernel/values/refusal.js';
import type { Placement } from '../../entities/placements/placement.js';
import { DischargeArrangements } from '../../entities/requests/discharge-arrangements.js';
import { requiredAfterAmendment } from '../../rules/placements/short-notice.js';
import { amendDischarge, type DischargeArrangements as Proposed } from '../../rules/requests/discharge-arrangements.js';
import { startD2aClock } from '../placements/start-d2a-clock.js';
import { startReturnClock } from '../placements/start-return-clock.js';
import { tellOfPlacement } from '../placements/tell-of-placement.js';

/**
 * Keeps the next version of what brokerage and the awarded provider agreed, and tells the provider. The clock of the first
 * call moves with it, and so do its terms if the day is another one. [ROUT-19, NTF-18, ROUT-15, WIN-06, WIN-07]
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
  await askTermsAgain(t, placement, dischargeAt);
  placement.dischargeAt = dischargeAt;
  await startD2aClock(t, placement);
  await startReturnClock(t, placement);
  const hearers = { provider: true, roles: ['discharge-team', 'broker'] } as const;
  const saying = { version, dischargeAt: dischargeAt.toISOString() };
  await tellOfPlacement(t, placement, 'DischargeFinalised', hearers, saying);
}

/** Of another day the provider is notified now, and nobody has agreed to a call on it. (WIN-06, WIN-07) */
async function askTermsAgain(t: Transaction, placement: Placement, dischargeAt: Date): Promise<void> {
  const { policy } = await policyInForce(t.em, placement.council, { version: placement.policyVersion });
  const calendar = englandCalendar(policy.calendar.extraHolidays, policy.calendar.workingDayEnd);
  const amended = { before: placement.dischargeAt, dischargeAt, toldAt: await t.now() };
  const requiredFrom = requiredAfterAmendment(amended, policy, calendar);
  if (requiredFrom === null) return;
  placement.firstCallRequiredFrom = requiredFrom;
  placement.firstCallAgreedOn = null;
}
