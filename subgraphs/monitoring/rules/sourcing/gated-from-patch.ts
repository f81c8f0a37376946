import type { Policy } from '../../../../schema/policy.js';

/** What decides whether a provider could be given a package of a council. */
export interface GateFacts {
  readonly registered: boolean;
  readonly overall: keyof Policy['cqc']['gate']['matrix']['AWARD'] | 'INADEQUATE';
  readonly memberships: ReadonlyArray<{ readonly vehicle: string; readonly status: string }>;
}

/**
 * Whether a patch provider could not have been given a package: it is deregistered, no longer admitted, or barred by its
 * rating. A round that falls due in that time is not held against it. [CM-06, PROV-08]
 */
export function gatedFromPatch({ registered, overall, memberships }: GateFacts, policy: Pick<Policy, 'cqc'>): boolean {
  if (!registered || overall === 'INADEQUATE') return true;
  if (!memberships.some(({ vehicle, status }) => vehicle === 'PATCH' && status === 'ADMITTED')) return true;
  return policy.cqc.gate.matrix.AWARD[overall] === 'BLOCK';
}
