import type { Transaction } from '../../../../kernel/database/work.js';
import { referenceFor } from '../../../../kernel/values/ids.js';
import { RefusedError } from '../../../../kernel/values/refusal.js';
import { Person } from '../../entities/people/person.js';
import { Ipo } from '../../entities/placements/ipo.js';
import type { Placement } from '../../entities/placements/placement.js';
import type { Package } from '../../entities/requests/package.js';
import { weeklyPriceOn } from '../../reads/calls/weekly-price-on.js';
import { awaitsAssessment } from '../../rules/placements/assessment.js';
import { type Ipo as Content, ipoFor } from '../../rules/placements/ipo.js';
import { isAtOnePrice } from '../../rules/placements/weekly-price.js';
import { tellOfPlacement } from './tell-of-placement.js';

/** What is ordered from a day on. */
type Ordered = Pick<Content, 'weeklyWorkerMinutes' | 'effectiveFrom'> &
  Partial<Pick<Content, 'suspendedFrom' | 'suspendedTo'>>;

/**
 * Issues the next version of a placement's IPO, to the provider and to the council's case system. It is in force from
 * the day on which what it orders begins, whenever that is recorded: a variation's first day, or the first day of care.
 * [AWRD-03, AWRD-04, NTF-15]
 */
export async function issueIpo(
  t: Transaction,
  carePackage: Package,
  placement: Placement,
  { weeklyWorkerMinutes, effectiveFrom, suspendedFrom = null, suspendedTo = null }: Ordered,
): Promise<Ipo> {
  const person = await t.em.findOneOrFail(Person, placement.personId);
  const previous = await t.em.findOne(Ipo, { placementId: placement.id }, { orderBy: { version: 'desc' } });
  const answer = ipoFor({
    reference: referenceFor('IPO', placement.id),
    councilPersonId: person.councilPersonId,
    providerId: placement.providerId,
    serviceType: carePackage.serviceType,
    weeklyWorkerMinutes,
    effectiveFrom,
    suspendedFrom,
    suspendedTo,
    hourlyRatePence: placement.hourlyRatePence,
    isAtOnePrice: isAtOnePrice(placement),
    weeklyPricePence: await weeklyPriceOn(t.em, placement, { weeklyWorkerMinutes, effectiveFrom }),
    startDate: placement.startDate,
    lengthOfStayNights: placement.lengthOfStayNights,
    previousVersion: previous?.version ?? null,
    confirmedAt: placement.confirmedAt,
    lasLineId: placement.lasLineId,
    awaitsAssessment: awaitsAssessment(placement),
  });
  if ('refusals' in answer) throw new RefusedError(answer.refusals);
  const { ipo: content } = answer;
  const ipo = t.em.create(Ipo, {
    council: placement.council,
    reference: content.reference,
    placementId: placement.id,
    packageId: placement.packageId,
    personId: placement.personId,
    providerId: placement.providerId,
    version: content.version,
    content,
    issuedAt: await t.now(),
    acknowledgedAt: null,
    collectedAt: null,
  });
  t.em.persist(ipo);
  const hearers = { provider: true, roles: ['case-system', 'broker'] } as const;
  await tellOfPlacement(t, placement, 'IpoIssued', hearers, { ipoId: ipo.id, version: ipo.version });
  return ipo;
}
