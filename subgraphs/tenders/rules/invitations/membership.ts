import type { NeedProfile } from '../../../../schema/events/cases.js';
import { isOnLongList } from '../../../../schema/events/long-list.js';
import type { ProviderStanding } from '../../../../schema/events/providers.js';
import { categoryOf } from '../routes/category.js';
import { STAGE_KINDS } from '../stages/stage-kinds.js';
import type { Check, EligibilityFacts, Plain } from './check.js';

type Membership = ProviderStanding['memberships'][number];

/**
 * Whether the provider is one of those that the stage asks.
 *
 * PATCH: it is admitted to the person's patch on the date, the first and last day included. OTHER_PATCHES: it is admitted to
 * some other patch and is no member of this one, whose members were asked before. FRAMEWORK: it is admitted to the framework,
 * which serves the whole borough. AGENCIES: it gives home support on the council's spot terms. HOMES: it works for the council
 * on the terms on which the place is bought, spot or block. LONG_LIST: it is on the council's long list by category, area and
 * type of service, which are the three keys and the only ones: whether it has the skills it says itself in its tender. The
 * area of a place in a home is where the person would rather live, and anywhere if any will do. CHOSEN_PROVIDER: it is any
 * member that the person chose. OPEN_FRAMEWORK: it was admitted for every group that the person belongs to. DPS: it was
 * admitted to the lot that is asked. A suspended or ended membership never counts. [ROUT-03, ROUT-06, ROUT-08, ROUT-14,
 * ROUT-22, ROUT-23, ROUT-26, ROUT-30, PROV-13, PROV-14, PROV-18, PROV-19, PROV-28, ASM-09, CHOI-05]
 */
export function membershipCheck({
  standing,
  need,
  serviceType,
  stage,
  on,
  lot,
}: EligibilityFacts): Check<'MEMBERSHIP'> {
  const { vehicles, rule } = STAGE_KINDS[stage];
  const held = standing.memberships.filter((each) => vehicles.includes(each.vehicle) && covers(each, on));
  const keys = standing.longList ?? null;
  const category = categoryOf(serviceType, need.home);
  const areas = areasOf(need);
  const admitted = held.filter((each) => each.status === 'ADMITTED');
  const here = (each: Membership) => each.patch === need.patch;
  const belongs = {
    PATCH: admitted.some(here),
    OTHER_PATCHES: admitted.length > 0 && !held.some((each) => here(each) && each.status !== 'EXITED'),
    FRAMEWORK: admitted.length > 0,
    AGENCIES: admitted.some(({ categories = [] }) => categories.length === 0 || categories.includes('HOME_SUPPORT')),
    HOMES: admitted.some(({ vehicle }) => vehicle === need.home?.contractBasis),
    LONG_LIST: areas.some((patch) =>
      isOnLongList({ category, patch, serviceType, on }, { memberships: admitted, keys }),
    ),
    CHOSEN_PROVIDER: admitted.length > 0,
    OPEN_FRAMEWORK: admitted.some(({ expertise }) => need.groups.every((group) => expertise.includes(group))),
    DPS: admitted.some(({ lots }) => lot !== null && lots.includes(lot)),
  }[stage];
  return {
    id: 'MEMBERSHIP',
    rule,
    inputs: {
      ...{ stage, patch: need.patch, on },
      ...(stage === 'OPEN_FRAMEWORK' ? { groups: need.groups } : {}),
      ...(stage === 'DPS' ? { lot } : {}),
      held: held.map(
        ({ vehicle, patch, status, lots, expertise }): Plain =>
          lots.length + expertise.length > 0 ? { vehicle, patch, status, lots, expertise } : { vehicle, patch, status },
      ),
      ...(stage === 'LONG_LIST' && {
        category,
        ...(need.home && { areas }),
        serviceType,
        categories: held.map(({ categories }) => categories ?? []),
        keys: keys && { serviceTypes: keys.serviceTypes, patches: keys.patches },
      }),
    },
    result: belongs ? 'PASS' : 'FAIL',
  };
}

/** In which patches a long list is asked for; null is anywhere. (ROUT-23) */
function areasOf({ home, patch }: Pick<NeedProfile, 'home' | 'patch'>): ReadonlyArray<string | null> {
  if (!home) return [patch];
  return home.preferredPatches.length > 0 ? home.preferredPatches : [null];
}

function covers({ from, to }: Membership, on: string): boolean {
  return from <= on && (to === null || on <= to);
}
