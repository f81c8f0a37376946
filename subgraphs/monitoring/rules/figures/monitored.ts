import type { Policy } from '../../../../schema/policy.js';

/** A provider's place in one of a council's vehicles; dates `YYYY-MM-DD`, both inclusive, `to` null is open. */
export interface Membership {
  readonly vehicle: string;
  readonly status: string;
  readonly from: string;
  readonly to: string | null;
}

/**
 * Why a provider's KPI sheet is required for a period, or null where it is not: every patch provider's, and that of a
 * framework provider whose spend of the twelve months before the period's end is strictly over the threshold. A member
 * suspended is a member still. [CM-01, AMB-44; 002 ¶20.4, App C]
 */
export function monitoredAs(
  memberships: readonly Membership[],
  spendPence: number,
  period: { readonly from: string; readonly to: string },
  policy: Pick<Policy, 'contract'>,
): 'PATCH' | 'SPEND' | null {
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
