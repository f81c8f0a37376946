import type { ServiceUserGroup } from '../../../../schema/events/cases.js';
import { MEMBERSHIP_STATUSES, type Vehicle } from '../../../../schema/events/providers.js';
import { covers, type DateSpan } from '../date-span.js';
import type { MembershipState } from './membership-states.js';

/** One membership of a contract vehicle [PROV-12]. */
export interface Membership extends DateSpan {
  readonly vehicle: Vehicle;
  /** Patch code of a `PATCH` membership; null for every other vehicle, which is borough-wide (PROV-18). */
  readonly patch: string | null;
  readonly status: MembershipState;
  /** Codes of the lots that it is admitted to (PROV-19); none of a vehicle without applications. */
  readonly lots: readonly string[];
  /** Groups of people that it is a specialist for (PROV-28); none of a vehicle without applications. */
  readonly expertise: readonly ServiceUserGroup[];
}

/** Whether the membership may receive call-offs on a date: admitted, and within its dates [PROV-12, SM-5]. */
export function isActive(membership: Membership, on: string): boolean {
  return membership.status === 'ADMITTED' && covers(membership, on);
}

/**
 * Whether the membership serves a patch: a patch provider its own, a framework provider all of the borough
 * [PROV-18; 002 ¶1.5.3, ¶7.29].
 */
export function serves(membership: Pick<Membership, 'vehicle' | 'patch'>, patch: string): boolean {
  return membership.vehicle !== 'PATCH' || membership.patch === patch;
}

/** How a provider stands with a council by its memberships there: the best of them counts; null if it has none [SM-5]. */
export function standingMembership(memberships: ReadonlyArray<Pick<Membership, 'status'>>): MembershipState | null {
  const held = new Set(memberships.map(({ status }) => status));
  return MEMBERSHIP_STATUSES.find((status) => held.has(status)) ?? null;
}
