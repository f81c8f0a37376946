import type { Transaction, Work } from '../../../../kernel/database/work.js';
import { cancelDeadlines } from '../../../../kernel/time/deadlines.js';
import { localDateOf } from '../../../../kernel/time/working-time.js';
import { type Outcome, RefusedError, unlessRefused } from '../../../../kernel/values/refusal.js';
import { Placement } from '../../entities/placements/placement.js';
import { DischargeArrangements } from '../../entities/requests/discharge-arrangements.js';
import { DischargePassport } from '../../entities/requests/discharge-passport.js';
import type { Package } from '../../entities/requests/package.js';
import { isLive } from '../../rules/placements/placement-states.js';
import {
  amendDischarge as nextVersion,
  type DischargeArrangements as Proposed,
} from '../../rules/requests/discharge-arrangements.js';
import { onPackage } from '../../steps/on-case.js';
import { changeNeed, tellAmendedNeed } from '../../steps/requests/change-need.js';
import { subjectOf, tellOfPlacement } from '../../steps/tell.js';
import { startD2aClock } from '../placements/propose-placement.js';
import { latestPassport } from './submit-discharge-passport.js';

/**
 * A discharge is agreed, or changed: each time a version of its own. Once a provider is awarded, the arrangements
 * between it and brokerage grow a version and it is told; before, the passport does, and those who source the package
 * are told of the new need. [ROUT-19, NTF-18, ROUT-15]
 *
 * Refuses where there is no passport, where nothing changes, and once care has begun.
 */
export async function amendDischarge(
  work: Work,
  input: {
    readonly idempotencyKey: string;
    readonly packageId: string;
    readonly dischargeAt: Date;
    readonly arrangements: string;
  },
): Promise<Outcome<Package>> {
  const allowed = { scope: 'requests:write', roles: ['broker', 'discharge-team'] } as const;
  return onPackage(work, 'amendDischarge', allowed, input, async (t, carePackage) => {
    const proposed: Proposed = { dischargeAt: input.dischargeAt, arrangements: input.arrangements };
    const placements = await t.em.find(Placement, { packageId: carePackage.id });
    const placement = placements.find(({ state }) => isLive(state));
    const passport = await latestPassport(t, carePackage.id);
    if (passport && placement) await finalise(t, placement, proposed);
    else if (passport && !placement) await amendPassport(t, carePackage, passport, proposed);
    else
      throw new RefusedError([
        { rule: 'ROUT-19', code: 'NO_PASSPORT', message: 'Only a package on a discharge passport has a discharge.' },
      ]);
  });
}

async function finalise(t: Transaction, placement: Placement, proposed: Proposed): Promise<void> {
  const latest = await t.em.findOne(
    DischargeArrangements,
    { placementId: placement.id },
    { orderBy: { version: 'desc' } },
  );
  const answer = nextVersion(placement.state, latest, proposed);
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
  await tellOfPlacement(t, placement, 'DischargeFinalised', hearers, {
    version,
    dischargeAt: dischargeAt.toISOString(),
  });
}

async function amendPassport(
  t: Transaction,
  carePackage: Package,
  passport: DischargePassport,
  proposed: Proposed,
): Promise<void> {
  const { dischargeAt, arrangements } = proposed;
  const { need } = carePackage;
  const amended = {
    ...need,
    neededFrom: localDateOf(dischargeAt),
    discharge: need.discharge && { ...need.discharge, expectedAt: dischargeAt.toISOString() },
  };
  const { parts } = changeNeed(carePackage, amended, true);
  if (parts.length === 0 && arrangements === passport.arrangements) {
    unlessRefused({
      rule: 'ROUT-19',
      code: 'DISCHARGE_UNCHANGED',
      message: 'The passport already says so; send only what changes.',
      field: 'input.discharge',
    });
  }
  carePackage.sourcingVersion += 1;
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
