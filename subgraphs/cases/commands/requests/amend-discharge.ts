import type { Work } from '../../../../kernel/database/work.js';
import type { Allowed } from '../../../../kernel/identity/caller.js';
import { type Outcome, RefusedError } from '../../../../kernel/values/refusal.js';
import type { Package } from '../../entities/requests/package.js';
import { livePlacements } from '../../reads/placements/live-placements.js';
import { latestPassport } from '../../reads/requests/latest-passport.js';
import { type DischargeArrangements, NO_PASSPORT } from '../../rules/requests/discharge-arrangements.js';
import { actOnPackage } from '../../steps/act-on-case.js';
import { amendPassport } from '../../steps/requests/amend-passport.js';
import { finaliseDischarge } from '../../steps/requests/finalise-discharge.js';

export interface AmendDischarge extends DischargeArrangements {
  readonly idempotencyKey: string;
  readonly packageId: string;
}

export const allowed = { scope: 'requests:write', roles: ['broker', 'discharge-team'] } satisfies Allowed;

/**
 * A discharge is agreed or changed, and each time a new version is kept. Once a provider is awarded, it is a version of
 * the arrangements between it and brokerage, and the provider is told. Before, it is a version of the passport, and
 * those who source the package are told of the new need.
 *
 * Refuses if there is no passport, if nothing changes, and once care has begun. [ROUT-19, NTF-18, ROUT-15]
 */
export async function amendDischarge(work: Work, input: AmendDischarge): Promise<Outcome<Package>> {
  return actOnPackage(work, 'amendDischarge', allowed, input, async (t, carePackage) => {
    const proposed = { dischargeAt: input.dischargeAt, arrangements: input.arrangements };
    const [placement] = await livePlacements(t.em, carePackage.id);
    const passport = await latestPassport(t.em, carePackage.id);
    if (!passport) throw new RefusedError([NO_PASSPORT]);
    if (placement) await finaliseDischarge(t, placement, proposed);
    else await amendPassport(t, carePackage, passport, proposed);
  });
}
