import type { Transaction } from '../../../../kernel/database/work.js';
import { referenceFor } from '../../../../kernel/values/ids.js';
import { DischargePassport } from '../../entities/requests/discharge-passport.js';
import type { PackageCall } from '../../entities/requests/need.js';
import { Package } from '../../entities/requests/package.js';
import { latestPassport } from '../../reads/requests/latest-passport.js';
import type { CompletePassport, PassportBrought } from '../../rules/requests/discharge-passport.js';

/** A new package on a discharge passport, before its need is known. */
export function packageOnPassport(
  council: string,
  { passportId: sourceId }: PassportBrought,
  policyVersion: string,
  openedAt: Date,
): Package {
  const carePackage = new Package();
  Object.assign(carePackage, {
    council,
    reference: referenceFor('PK', carePackage.id),
    path: 'PASSPORT',
    sourceId,
    serviceType: 'DOMICILIARY',
    funding: 'COUNCIL_ARRANGED',
    sourcingVersion: 1,
    policyVersion,
    openedAt,
    closedAt: null,
    cancelReason: null,
    panelPurpose: null,
    assessmentCompletedAt: null,
    carePlanCompletedAt: null,
    formKind: null,
    formCompletedAt: null,
    withBrokerageAt: openedAt,
  } satisfies Partial<Package>);
  return carePackage;
}

/**
 * Keeps the next version of a passport. The hub counts them itself: what is amended here is a version too. [ASM-24,
 * ROUT-19]
 */
export async function keepPassport(
  t: Transaction,
  carePackage: Package,
  brought: PassportBrought,
  passport: CompletePassport,
  receivedAt: Date,
): Promise<void> {
  const latest = await latestPassport(t.em, carePackage.id);
  t.em.persist(
    t.em.create(DischargePassport, {
      council: carePackage.council,
      packageId: carePackage.id,
      personId: carePackage.personId,
      version: (latest?.version ?? 0) + 1,
      callsPerDay: passport.callsPerDay,
      callMinutes: passport.callMinutes,
      expectedDischargeAt: passport.expectedDischargeAt,
      twoWorkers: passport.twoWorkers,
      schedule: carePackage.need.calls.map((call): PackageCall => ({ ...call })),
      purpose: passport.purpose,
      arrangements: brought.passport.arrangements,
      assessmentSummary: brought.assessmentSummary,
      receivedAt,
      submitted: brought,
    }),
  );
}
