import type { Calendar } from '../../../../kernel/time/bank-holidays.js';
import { cutOffDay, firstDayNoticed } from '../../../../kernel/time/notice.js';
import { localDateOf } from '../../../../kernel/time/working-time.js';
import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';
import type { Policy } from '../../../../schema/policy.js';

/** The first call after a discharge, as its provider confirms it. All days are London dates, `YYYY-MM-DD`. */
export interface NoticedCall {
  readonly callOn: string;
  /** The first day on which the provider may be held to it, by when it was notified; null if no notice counts. */
  readonly requiredFrom: string | null;
  /** The day that is agreed so far: offered with the bid, or confirmed since; null if the discharge is another day's now. */
  readonly agreedOn: string | null;
  /** Brokerage and the provider have agreed to this call although the notice came too late for it. */
  readonly shortNoticeAgreed: boolean;
}

/** Whether a call needs an agreement, because its notice came too late for it and nobody has agreed to its day. [WIN-06] */
export function isShortNotice({ callOn, requiredFrom, agreedOn }: Omit<NoticedCall, 'shortNoticeAgreed'>): boolean {
  return requiredFrom !== null && callOn < requiredFrom && (agreedOn === null || callOn < agreedOn);
}

/**
 * Refuses a first call on the day of the notice, or next morning, for which the provider was notified after the cut-off,
 * unless brokerage and provider have agreed to it. A day that the provider has offered itself is agreed. [WIN-06, WIN-07;
 * 002 App M §6]
 */
export function shortNoticeRefusal(call: NoticedCall): Refusal | undefined {
  if (call.shortNoticeAgreed || !isShortNotice(call)) return undefined;
  return refuse(
    'WIN-06',
    'SHORT_NOTICE_NOT_AGREED',
    'The provider was notified after the cut-off for a call on this day: say that it is agreed, or confirm a later day.',
    'input.firstCallAt',
  );
}

/**
 * From which day on a provider may be held to a first call after a discharge that is another day's now, by when it is
 * told; null while the day is the same, for then its notice stands. [WIN-06, WIN-07, ROUT-19]
 */
export function requiredAfterAmendment(
  amended: { readonly before: Date | null; readonly dischargeAt: Date; readonly toldAt: Date },
  policy: Pick<Policy, 'd2a'>,
  calendar: Calendar,
): string | null {
  const { before, dischargeAt, toldAt } = amended;
  if (before && localDateOf(before) === localDateOf(dischargeAt)) return null;
  const day = cutOffDay(toldAt, calendar);
  return firstDayNoticed(toldAt, policy.d2a.sameDayCutoff[day], policy.d2a.nextMorningCutoff[day]);
}
