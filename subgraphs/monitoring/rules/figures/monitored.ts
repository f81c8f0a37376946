import type { Policy } from '../../../../schema/policy.js';

/** A provider's place in one of a council's vehicles; dates `YYYY-MM-DD`, both inclusive, `to` null is open. */
export interface Membership {
  readonly vehicle: string;
  readonly status: string;
  readonly from: string;
  readonly to: string | null;
}

export const MONITORED_AS = ['PATCH', 'SPEND'] as const;
export type MonitoredAs = (typeof MONITORED_AS)[number];

/**
 * Why a provider's KPI sheet is required for a period, or null if it is not. It is required of every patch provider, and
 * of a framework provider on whom strictly more than the threshold was spent in the twelve months up to the end of the
 * period. A suspended member is still a member. [CM-01, AMB-44; 002 ¶20.4, App C]
 */
export function monitoredAs(
  memberships: readonly Membership[],
  spendPence: number,
  period: { readonly from: string; readonly to: string },
  policy: Pick<Policy, 'contract'>,
): MonitoredAs | null {
  const member = (vehicle: string) =>
    memberships.some(
      (each) =>
        each.vehicle === vehicle &&
        each.status !== 'EXITED' &&
        each.from <= period.to &&
        (each.to === null || each.to >= period.from),
    );
  if (member('PATCH')) return 'PATCH';
  return member('FRAMEWORK') && spendPence > policy.contract.spendThresholdPence ? 'SPEND' : null;
}
