import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';
import type { ServiceUserGroup, Skill } from '../../../../schema/events/cases.js';
import type { PlaceKind } from '../../../../schema/events/providers.js';

/** What a care home can do [PROV-21; 000 ¶9a(4), 001 Res(f)]. */
export interface CareHome {
  /** The kinds of place that it gives: with nursing or without, for a stay or for respite. */
  readonly kinds: readonly PlaceKind[];
  /** The needs that it accepts: whom it cares for, and what its workers are trained for. */
  readonly groups: readonly ServiceUserGroup[];
  readonly skills: readonly Skill[];
}

/** What CQC says of the location that a home is. */
export interface HomeLocation {
  readonly registered: boolean;
  readonly careHome: boolean;
  /** In CQC's words; none if no record says. */
  readonly serviceTypes: readonly string[];
}

/** CQC's word for a home that is registered to nurse. */
const NURSING_HOME = 'nursing homes';

/**
 * Refuses a home that CQC does not know as one: `NOT_ITS_LOCATION` if the provider has no such location, which is also
 * the answer for another's; `NOT_REGISTERED` if the registration has ended; `NOT_A_CARE_HOME`; and `NURSING_NOT_REGISTERED`
 * for nursing in a home that CQC registers without. And a home that says nothing of itself: `PLACE_KIND_REQUIRED`,
 * `CLIENT_GROUP_REQUIRED`. [PROV-21, PROV-02]
 *
 * @param location of the provider itself, or null
 */
export function careHomeRefusals(home: CareHome, location: HomeLocation | null): readonly Refusal[] {
  const refusals = location ? [...locationRefusals(home, location)] : [];
  if (!location) {
    const message = 'A home is a CQC location of its provider; bring in its CQC record first.';
    refusals.push(refuse('PROV-21', 'NOT_ITS_LOCATION', message, 'input.cqcLocationId'));
  }
  if (home.kinds.every((kind) => kind === 'RESPITE')) {
    const message = 'A home says whether it is with nursing, without, or both.';
    refusals.push(refuse('PROV-21', 'PLACE_KIND_REQUIRED', message, 'input.kinds'));
  }
  if (home.groups.length === 0) {
    refusals.push(refuse('PROV-21', 'CLIENT_GROUP_REQUIRED', 'A home accepts at least one group.', 'input.groups'));
  }
  return refusals;
}

function locationRefusals(home: CareHome, location: HomeLocation): readonly Refusal[] {
  const refusals = [...registeredHomeRefusal(location.registered, 'input.cqcLocationId')];
  if (!location.careHome) {
    const message = 'A home is a location that CQC has as a care home.';
    refusals.push(refuse('PROV-21', 'NOT_A_CARE_HOME', message, 'input.cqcLocationId'));
  }
  const mayNurse =
    location.serviceTypes.length === 0 ||
    location.serviceTypes.some((type) => type.trim().toLowerCase() === NURSING_HOME);
  if (home.kinds.includes('NURSING') && !mayNurse) {
    const message = 'Nursing is given in a home that CQC registers as a nursing home.';
    refusals.push(refuse('PROV-21', 'NURSING_NOT_REGISTERED', message, 'input.kinds'));
  }
  return refusals;
}

/** Refuses `NOT_REGISTERED` for a home whose registration has ended: nothing new is asked of it. [PROV-02] */
export function registeredHomeRefusal(registered: boolean, field: string): readonly Refusal[] {
  if (registered) return [];
  return [refuse('PROV-02', 'NOT_REGISTERED', 'A home must be registered with CQC.', field)];
}

/** Refuses `PLACE_KIND_NOT_GIVEN` for a kind of place that the home does not give, such as nursing in one without. [PROV-21] */
export function placeKindRefusal(kind: PlaceKind, home: Pick<CareHome, 'kinds'>, field: string): Refusal | undefined {
  if (home.kinds.includes(kind)) return undefined;
  const message = `This home gives ${home.kinds.join(', ')}; amend the home first if it gives more.`;
  return refuse('PROV-21', 'PLACE_KIND_NOT_GIVEN', message, field);
}
