import type { ServiceType } from './cases.js';
import type { LongListStanding, MembershipStatus, ProviderCategory, Vehicle } from './providers.js';

/**
 * By which keys a member that is no home is put on a long list. The register lists by them, and the long list of a call-off
 * asks by them: one rule, so that the two never differ. [ROUT-23, PROV-14; 000 ¶7a]
 */
export interface LongListKeysAsked {
  readonly category: ProviderCategory;
  /** Code of the patch; null is anywhere, outside of the borough too. */
  readonly patch: string | null;
  /** Null is any. */
  readonly serviceType: ServiceType | null;
  /** London date, `YYYY-MM-DD`. */
  readonly on: string;
}

/** As much of a membership as the keys are held against. */
export interface KeyedMembership {
  readonly vehicle: Vehicle;
  readonly patch: string | null;
  readonly status: MembershipStatus;
  readonly from: string;
  readonly to: string | null;
  readonly categories?: readonly ProviderCategory[];
}

/** The memberships by which somebody is a member for the category: admitted, on that day, and for it. [PROV-12, PROV-13] */
export function membershipsFor<Held extends KeyedMembership>(
  { category, on }: Pick<LongListKeysAsked, 'category' | 'on'>,
  memberships: readonly Held[],
): readonly Held[] {
  return memberships.filter(
    ({ status, from, to, categories }) =>
      status === 'ADMITTED' && from <= on && (to === null || on <= to) && (categories?.includes(category) ?? false),
  );
}

/** Whether a type of service is given: one that is not among the keys is not. [PROV-14] */
export function givesServiceType(keys: LongListStanding | null, serviceType: ServiceType | null): boolean {
  return serviceType === null || (keys?.serviceTypes.includes(serviceType) ?? false);
}

/**
 * The memberships by which a patch is covered: those that serve it, unless the member's own keys leave it out. A patch
 * provider serves its own patch, a member of any other vehicle the whole borough. [PROV-14, PROV-18]
 */
export function covering<Held extends KeyedMembership>(
  patch: string,
  memberships: readonly Held[],
  keys: LongListStanding | null,
): readonly Held[] {
  if (keys?.patches && !keys.patches.includes(patch)) return [];
  return memberships.filter((each) => each.vehicle !== 'PATCH' || each.patch === patch);
}

/** Whether a member that is no home is on the long list by category, area and type of service. [ROUT-23; 000 ¶7a] */
export function isOnLongList(
  asked: LongListKeysAsked,
  member: { readonly memberships: readonly KeyedMembership[]; readonly keys: LongListStanding | null },
): boolean {
  const inCategory = membershipsFor(asked, member.memberships);
  const covers = asked.patch === null ? inCategory : covering(asked.patch, inCategory, member.keys);
  return covers.length > 0 && givesServiceType(member.keys, asked.serviceType);
}
