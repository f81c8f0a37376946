import { LockMode } from '@mikro-orm/core';
import type { Transaction } from '../../../../kernel/database/work.js';
import type { Refusal } from '../../../../kernel/values/refusal.js';
import type { Policy } from '../../../../schema/policy.js';
import { Patch } from '../../entities/geography/patch.js';
import { Membership } from '../../entities/membership/membership.js';
import type { DateSpan } from '../../rules/date-span.js';
import { patchPlaceRefusal } from '../../rules/membership/patch-place.js';
import { lockedProvider } from '../register/locked-provider.js';

/**
 * The council's patch codes and the provider, with the patch and the provider locked in this order: of two admissions
 * to the last place of a patch, one finds it taken.
 */
export async function lockedPlaces(t: Transaction, council: string, patch: string | null, providerId: string) {
  const patches = await t.em.find(Patch, { council }, { orderBy: { code: 'asc' } });
  if (patch !== null) await t.em.find(Patch, { council, code: patch }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  return { codes: patches.map(({ code }) => code), provider: await lockedProvider(t, providerId) };
}

/** Refuses if the patch has no place on some of these days (PROV-17); its row must be locked. */
export async function placeRefusal(
  t: Transaction,
  council: string,
  patch: string,
  providerId: string,
  span: DateSpan,
  policy: Policy,
): Promise<Refusal | undefined> {
  const others = await t.em.find(Membership, { council, vehicle: 'PATCH', patch, providerId: { $ne: providerId } });
  return patchPlaceRefusal(patch, span, others, policy.patch);
}
