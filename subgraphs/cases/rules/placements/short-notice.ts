import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';

/** The first call after a discharge, as its provider confirms it. All days are London dates, `YYYY-MM-DD`. */
export interface NoticedCall {
  readonly callOn: string;
  /** The first day on which the provider may be held to it, by when it was notified; null if no notice counts. */
  readonly requiredFrom: string | null;
  /** The day that is agreed so far: offered with the bid, or confirmed since. */
  readonly agreedOn: string | null;
  /** Brokerage and the provider have agreed to this call although the notice came too late for it. */
  readonly shortNoticeAgreed: boolean;
}

/**
 * Refuses a first call on the day of the notice, or next morning, for which the provider was notified after the cut-off,
 * unless brokerage and provider have agreed to it. A day that the provider has offered itself is agreed. [WIN-06, WIN-07;
 * 002 App M §6]
 */
export function shortNoticeRefusal(call: NoticedCall): Refusal | undefined {
  const { callOn, requiredFrom, agreedOn, shortNoticeAgreed } = call;
  if (!requiredFrom || callOn >= requiredFrom || shortNoticeAgreed) return undefined;
  if (agreedOn && callOn >= agreedOn) return undefined;
  return refuse(
    'WIN-06',
    'SHORT_NOTICE_NOT_AGREED',
    'The provider was notified after the cut-off for a call on this day: say that it is agreed, or confirm a later day.',
    'input.firstCallAt',
  );
}
