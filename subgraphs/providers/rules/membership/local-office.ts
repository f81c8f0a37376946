import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';
import type { Policy } from '../../../../schema/policy.js';

/**
 * Whether a provider has a local office as far as the council asks for one: its registered office, the CQC location
 * whose registration counts, lies in the council's own authority or in one that shares a boundary with it, by
 * `policy.membership.authorities`. A council that does not ask, takes any. [PROV-10; 002 ¶18.1]
 *
 * @param authority the local authority of the office, null if it is not known
 */
export function hasLocalOffice(authority: string | null, { localOffice, authorities }: Policy['membership']): boolean {
  if (!localOffice) return true;
  return authority !== null && authorities.some((each) => folded(each) === folded(authority));
}

/** Refuses `NO_LOCAL_OFFICE` for a membership without one where the council asks for it [PROV-10; 002 ¶18.1]. */
export function localOfficeRefusal(authority: string | null, policy: Policy['membership']): Refusal | undefined {
  if (hasLocalOffice(authority, policy)) return undefined;
  const message = `A member's registered office lies in one of: ${policy.authorities.join(', ') || 'none'}.`;
  return refuse('PROV-10', 'NO_LOCAL_OFFICE', message);
}

function folded(name: string): string {
  return name.trim().toLowerCase();
}
