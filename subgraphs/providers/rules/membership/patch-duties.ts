import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';
import type { PatchDutyFault } from '../../../../schema/events/providers.js';
import type { Policy } from '../../../../schema/policy.js';

/** What a provider declares of the duties of a patch provider. */
export interface PatchDuties {
  /** How many competent, qualified trusted assessors it employs. */
  readonly trustedAssessors: number;
  /** When it picks up discharges at weekends and on bank holidays, `HH:MM`; null if it does not. */
  readonly weekendDischarge: { readonly from: string; readonly to: string } | null;
  /** Whether its staff accept referrals, assess risks and start care at short notice. */
  readonly startsAtShortNotice: boolean;
}

const MOST_ASSESSORS = 10_000;

/**
 * Refuses a declaration that cannot be right: trusted assessors that are no whole number from 0 to 10,000
 * (`ASSESSOR_COUNT`), a discharge service that ends before it begins (`DISCHARGE_HOURS`). What falls short of the
 * duties is taken: it is what the council must see. [PROV-31]
 */
export function patchDutiesRefusals({ trustedAssessors, weekendDischarge }: PatchDuties): readonly Refusal[] {
  const refusals: Refusal[] = [];
  if (!Number.isInteger(trustedAssessors) || trustedAssessors < 0 || trustedAssessors > MOST_ASSESSORS) {
    const message = `Trusted assessors are a whole number, 0 to ${MOST_ASSESSORS}.`;
    refusals.push(refuse('PROV-31', 'ASSESSOR_COUNT', message, 'input.trustedAssessors'));
  }
  if (weekendDischarge && weekendDischarge.from >= weekendDischarge.to) {
    const message = 'The service ends later on the day than it begins.';
    refusals.push(refuse('PROV-31', 'DISCHARGE_HOURS', message, 'input.weekendDischarge'));
  }
  return refusals;
}

/**
 * What a patch provider lacks of its duties: a trusted assessor, cover on call, a discharge service in all of
 * `policy.hours.weekendDischarge` at weekends and on bank holidays, staff that start at short notice. None is
 * compliant. None of it bars the provider: it is a matter of its contract. Null is a provider that has declared
 * nothing. [PROV-31; 002 ¶5.1, ¶6.2 to ¶6.4]
 *
 * @param hasOnCallCover whether it has declared who is on call (WIN-16)
 */
export function patchDutyFaults(
  duties: PatchDuties | null,
  hasOnCallCover: boolean,
  { hours: { weekendDischarge: asked } }: Pick<Policy, 'hours'>,
): PatchDutyFault[] {
  const served = duties?.weekendDischarge ?? null;
  const faults: PatchDutyFault[] = [];
  if ((duties?.trustedAssessors ?? 0) === 0) faults.push('NO_TRUSTED_ASSESSOR');
  if (!hasOnCallCover) faults.push('NO_ON_CALL_COVER');
  if (!served || served.from > asked.from || served.to < asked.to) faults.push('NO_WEEKEND_DISCHARGE');
  if (!duties?.startsAtShortNotice) faults.push('NO_SHORT_NOTICE_START');
  return faults;
}
