import { policyInForce } from '../../../../kernel/database/policy-in-force.js';
import type { Transaction } from '../../../../kernel/database/work.js';
import { localDateOf } from '../../../../kernel/time/working-time.js';
import { unlessRefused } from '../../../../kernel/values/refusal.js';
import { DischargePassport } from '../../entities/requests/discharge-passport.js';
import type { Package } from '../../entities/requests/package.js';
import { passportWarnings } from '../../rules/placements/d2a-call-times.js';
import { type DischargeArrangements, PASSPORT_UNCHANGED } from '../../rules/requests/discharge-arrangements.js';
import { changeNeed } from './change-need.js';
import { tellAmendedNeed } from './tell-revision.js';

/** Keeps the next version of a passport with another discharge, and tells those who source the package. [ROUT-19] */
export async function amendPassport(
  t: Transaction,
  carePackage: Package,
  passport: DischargePassport,
  { dischargeAt, arrangements }: DischargeArrangements,
): Promise<void> {
  const { need } = carePackage;
  const amended = {
    ...need,
    neededFrom: localDateOf(dischargeAt),
    discharge: need.discharge && { ...need.discharge, expectedAt: dischargeAt.toISOString() },
  };
  const { parts } = changeNeed(carePackage, amended, true);
  if (parts.length === 0 && arrangements === passport.arrangements) unlessRefused(PASSPORT_UNCHANGED);
  carePackage.sourcingVersion += 1;
  const { policy } = await policyInForce(t.em, carePackage.council, { version: carePackage.policyVersion });
  carePackage.warnings = passportWarnings(need.calls, dischargeAt, policy);
  const { council, packageId, personId, callsPerDay, callMinutes, twoWorkers, schedule, purpose, assessmentSummary } =
    passport;
  t.em.persist(
    t.em.create(DischargePassport, {
      council,
      packageId,
      personId,
      version: passport.version + 1,
      callsPerDay,
      callMinutes,
      expectedDischargeAt: dischargeAt,
      twoWorkers,
      schedule,
      purpose,
      arrangements,
      assessmentSummary,
      receivedAt: await t.now(),
      submitted: null,
    }),
  );
  if (parts.length > 0) await tellAmendedNeed(t, carePackage, parts);
}
