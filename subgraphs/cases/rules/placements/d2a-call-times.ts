import { isBy, localDateOf, localTimeOf, type Weekday, weekdayOf } from '../../../../kernel/time/working-time.js';
import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';
import type { Policy } from '../../../../schema/policy.js';
import type { PackageWarning } from '../requests/package-states.js';

/** The first call after a discharge, as booked. */
export interface DischargeDayCall {
  readonly callAt: Date;
  readonly dischargeAt: Date;
  /** The D2A team and the provider agreed to a call later than the last that is usually booked. */
  readonly laterCallAgreed: boolean;
}

/** Whether a call begins after the last that is usually booked on the day of its discharge. [WIN-19, AMB-26] */
export function isLateOnDischargeDay(
  call: Omit<DischargeDayCall, 'laterCallAgreed'>,
  policy: Pick<Policy, 'd2a'>,
): boolean {
  const onDischargeDay = localDateOf(call.callAt) === localDateOf(call.dischargeAt);
  return onDischargeDay && !isBy(call.callAt, policy.d2a.latestBookedCall);
}

/**
 * Refuses a call on the day of the discharge that begins after `policy.d2a.latestBookedCall` on a London clock, unless
 * agreed. Exactly then complies; on any later day this rule says nothing. [WIN-19; 002 ¶4.6.7]
 */
export function dischargeDayCallRefusal(call: DischargeDayCall, policy: Pick<Policy, 'd2a'>): Refusal | undefined {
  if (call.laterCallAgreed || !isLateOnDischargeDay(call, policy)) return undefined;
  return refuse(
    'WIN-19',
    'DISCHARGE_DAY_CALL_TOO_LATE',
    `On the day of discharge a call is booked for ${policy.d2a.latestBookedCall} at the latest, unless the provider agrees.`,
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

/**
 * The calls of a schedule that the discharge team would book on the day of the discharge, once the person is at home, later
 * than the last that is usually booked: they too are by agreement. [WIN-19, AMB-26]
 */
export function lateCallsOnDischargeDay<Call extends { readonly days: readonly Weekday[]; readonly startTime: string }>(
  calls: readonly Call[],
  dischargeAt: Date,
  policy: Pick<Policy, 'd2a'>,
): Call[] {
  const day = localDateOf(dischargeAt);
  const due = localTimeOf(dischargeAt);
  return calls.filter(
    ({ days, startTime }) =>
      days.includes(weekdayOf(day)) && startTime >= due && startTime > policy.d2a.latestBookedCall,
  );
}

/** What a broker should look at in the calls of a passport: that some of them are by agreement. [WIN-19] */
export function passportWarnings(
  calls: ReadonlyArray<{ readonly days: readonly Weekday[]; readonly startTime: string }>,
  dischargeAt: Date,
  policy: Pick<Policy, 'd2a'>,
): PackageWarning[] {
  const byAgreement = [...callsOutsideD2aBand(calls, policy), ...lateCallsOnDischargeDay(calls, dischargeAt, policy)];
  return byAgreement.length > 0 ? ['D2A_CALLS_BY_AGREEMENT'] : [];
}
