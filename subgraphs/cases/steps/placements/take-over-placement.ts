import type { Transaction } from '../../../../kernel/database/work.js';
import { instantOf } from '../../../../kernel/time/working-time.js';
import { referenceFor } from '../../../../kernel/values/ids.js';
import type { PolicyInForce } from '../../../../schema/policy.js';
import { Placement } from '../../entities/placements/placement.js';
import type { PackageNeed } from '../../entities/requests/need.js';
import { Package } from '../../entities/requests/package.js';
import { isRegisteredFor } from '../../reads/people/registered-ages.js';
import type { RunningPlacement } from '../../rules/placements/taking-over.js';
import { weeklyPricePence } from '../../rules/placements/weekly-price.js';
import { needProfile } from '../../rules/requests/need-profile.js';
import { commissionCalls } from '../calls/commission-calls.js';
import { movePackage, movePlacement } from '../move.js';
import { keepPerson } from '../people/keep-person.js';
import { keepCarePlan } from '../plans/keep-care-plan.js';
import type { Place } from '../requests/find-patch.js';

/**
 * Opens package and placement for care that runs already, with person and plan in the hands of its provider. [ASM-37]
 */
export async function takeOverPlacement(
  t: Transaction,
  council: string,
  brought: RunningPlacement,
  { ward, patch }: Place,
  inForce: PolicyInForce,
): Promise<Placement> {
  const { person } = await keepPerson(t, council, brought);
  const need = needProfile(
    {
      care: {
        ...brought,
        urgency: 'STANDARD',
        specialist: false,
        home: null,
        neededFrom: brought.startedOn,
        skills: [],
        carerGender: null,
        languages: [],
        complexNeeds: false,
        complexNeedsDetail: null,
      },
      person: brought.person,
      patch,
      passport: null,
    },
    inForce.policy,
  ) as PackageNeed;
  const startedAt = instantOf(brought.startedOn, need.calls[0]!.startTime);
  const shared = {
    council,
    personId: person.id,
    serviceType: 'DOMICILIARY',
    careType: brought.careType,
    need,
    weeklyWorkerMinutes: need.weeklyWorkerMinutes,
    policyVersion: inForce.version,
  } as const;

  const carePackage = new Package();
  Object.assign(carePackage, {
    ...shared,
    reference: referenceFor('PK', carePackage.id),
    path: 'TAKEN_OVER',
    sourceId: brought.lasLineId,
    sourceVersion: 1,
    sourcingVersion: 1,
    urgency: 'STANDARD',
    neededFrom: brought.startedOn,
    patch,
    ward,
    funding: 'COUNCIL_ARRANGED',
    commissioners: ['COUNCIL'],
    jointlyFunded: false,
    warnings: [],
    openedAt: startedAt,
  } satisfies Partial<Package>);
  movePackage(carePackage, 'take over');
  t.em.persist(carePackage);

  const placement = new Placement();
  Object.assign(placement, {
    ...shared,
    reference: referenceFor('PL', placement.id),
    packageReference: carePackage.reference,
    packageId: carePackage.id,
    providerId: brought.providerId,
    currentWeeklyWorkerMinutes: need.weeklyWorkerMinutes,
    hourlyRatePence: brought.hourlyRatePence,
    nightRatesPence: brought.nightRatesPence,
    weeklyPricePence: weeklyPricePence(need, brought),
    totalBudgetPence: brought.carePlan.totalBudgetPence,
    carePlanVersion: 1,
    lasLineId: brought.lasLineId,
    startDate: brought.startedOn,
    startTime: need.calls[0]!.startTime,
    awardedAt: startedAt,
    confirmedAt: startedAt,
    documentsSentAt: startedAt,
    firstCallMadeAt: startedAt,
    startedAt,
    assessesFirst: false,
  } satisfies Partial<Placement>);
  placement.coversAge = await isRegisteredFor(t.em, brought.providerId, need);
  movePlacement(placement, 'take over');
  t.em.persist(placement);
  commissionCalls(t, placement, await t.now());
  await keepCarePlan(t, carePackage, {
    plan: brought.carePlan,
    providerId: brought.providerId,
    status: 'AUTHORISED',
    authorisedAt: startedAt,
  });
  return placement;
}
