import { addMinutes, localDateOf } from '../../../../kernel/time/working-time.js';
import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';
import type { Policy } from '../../../../schema/policy.js';
import { dischargeDayCallRefusal } from './d2a-call-times.js';
import { d2aStartRefusal } from './d2a-start.js';
import { isFarAhead, MOST_DAYS_AHEAD } from './ending.js';

/** What a provider confirms after reading the full referral, and what it must fit. */
export interface FirstCall {
  readonly documentsSentAt: Date | null;
  readonly confirmedAt: Date;
  readonly firstCallAt: Date;
  /** The first call as it was confirmed before; null if it is confirmed for the first time. */
  readonly movedFrom: Date | null;
  /** D2A only; `at` null while no discharge is agreed. */
  readonly discharge: {
    readonly at: Date | null;
    readonly awardedAt: Date;
    /** The D2A team and the provider agreed to a call after the last that is usually booked. (WIN-19) */
    readonly laterCallAgreed: boolean;
  } | null;
}

/**
 * The last instant at which the first call is confirmed in time: `policy.award.firstCallConfirmMinutes` on. [ROUT-10]
 */
export function firstCallConfirmationDue(documentsSentAt: Date, policy: Pick<Policy, 'award'>): Date {
  return addMinutes(documentsSentAt, policy.award.firstCallConfirmMinutes);
}

/**
 * What keeps a first call from being confirmed: no full referral sent before, or a call earlier than its confirmation
 * or so far ahead that nobody can know of it (ROUT-10). A call that was to begin already is made or missed, and is moved no more (DEL-10), unless the person comes home
 * later than that; for D2A, a call before the discharge or too long after it (ROUT-15), or too late on its evening (WIN-19).
 */
export function firstCallRefusals(call: FirstCall, policy: Pick<Policy, 'd2a'>): Refusal[] {
  const { documentsSentAt, confirmedAt, firstCallAt, movedFrom, discharge } = call;
  const refusals: Array<Refusal | undefined> = [];
  if (!documentsSentAt || documentsSentAt > confirmedAt) {
    refusals.push(
      refuse('ROUT-10', 'DOCUMENTS_NOT_SENT', 'The first call is confirmed after the full referral has been sent.'),
    );
  }
  if (firstCallAt < confirmedAt) {
    refusals.push(
      refuse(
        'ROUT-10',
        'FIRST_CALL_BEFORE_CONFIRMATION',
        'Give a first call that lies in the future.',
        'input.firstCallAt',
      ),
    );
  }
  if (isFarAhead(localDateOf(firstCallAt), localDateOf(confirmedAt))) {
    const message = `A first call is confirmed at most ${MOST_DAYS_AHEAD} days ahead.`;
    refusals.push(refuse('ROUT-10', 'FIRST_CALL_TOO_FAR', message, 'input.firstCallAt'));
  }
  if (movedFrom && movedFrom <= confirmedAt && !(discharge?.at && discharge.at > movedFrom)) {
    refusals.push(
      refuse(
        'DEL-10',
        'FIRST_CALL_HAS_BEGUN',
        `The first call was to begin at ${movedFrom.toISOString()}: it is made or missed, and is moved no more.`,
        'input.firstCallAt',
      ),
    );
  }
  if (discharge) {
    const { at: dischargeAt, awardedAt, laterCallAgreed } = discharge;
    refusals.push(d2aStartRefusal({ awardedAt, dischargeAt }, firstCallAt, policy));
    if (dischargeAt) {
      refusals.push(dischargeDayCallRefusal({ callAt: firstCallAt, dischargeAt, laterCallAgreed }, policy));
    }
  }
  return refusals.filter((refusal) => refusal !== undefined);
}
