import { isBy, localDateOf } from '../../../../kernel/time/working-time.js';
import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';
import type { Policy } from '../../../../schema/policy.js';

/** The first call after a discharge, as booked. */
export interface DischargeDayCall {
  readonly callAt: Date;
  readonly dischargeAt: Date;
  /** The D2A team and the provider agreed to a call later than the last that is usually booked. */
  readonly laterCallAgreed: boolean;
}

/**
 * Refuses a call on the day of the discharge that begins after `policy.d2a.latestBookedCall` on a London clock, unless
 * agreed. Exactly then complies; on any later day this rule says nothing. [WIN-19; 002 ¶4.6.7]
 */
export function dischargeDayCallRefusal(call: DischargeDayCall, policy: Pick<Policy, 'd2a'>): Refusal | undefined {
  const { latestBookedCall } = policy.d2a;
  const onDischargeDay = localDateOf(call.callAt) === localDateOf(call.dischargeAt);
  if (!onDischargeDay || call.laterCallAgreed || isBy(call.callAt, latestBookedCall)) return undefined;
  return refuse(
    'WIN-19',
    'DISCHARGE_DAY_CALL_TOO_LATE',
    `On the day of discharge a call is booked for ${latestBookedCall} at the latest, unless the provider agrees.`,
    'input.firstCallAt',
  );
}

/**
 * The calls outside the hours in which most D2A calls lie, `policy.d2a.callBand` with both ends inside: they are
 * subject to agreement and capacity, so they are pointed out and not refused. [WIN-19, AMB-26]
 */
export function callsOutsideD2aBand<Call extends { readonly startTime: string }>(
  calls: readonly Call[],
  policy: Pick<Policy, 'd2a'>,
): Call[] {
  const { from, to } = policy.d2a.callBand;
  return calls.filter((call) => call.startTime < from || call.startTime > to);
}
