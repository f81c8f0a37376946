import { addMinutes } from '../../../../kernel/time/working-time.js';
import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';
import type { Policy } from '../../../../schema/policy.js';

/** The two instants; the later of them starts the clock. */
export interface D2aStartFacts {
  readonly awardedAt: Date;
  /** The actual discharge once it has happened, until then the agreed one; null while none is agreed. */
  readonly dischargeAt: Date | null;
}

/**
 * The last instant at which the first D2A call is in time: `policy.d2a.startHours` elapsed hours after the later of
 * award and discharge. Null while no discharge is agreed: the clock has not started. [ROUT-15, AMB-51; 002 ¶4.6.4]
 */
export function d2aStartDue({ awardedAt, dischargeAt }: D2aStartFacts, policy: Pick<Policy, 'd2a'>): Date | null {
  if (!dischargeAt) return null;
  return addMinutes(dischargeAt > awardedAt ? dischargeAt : awardedAt, policy.d2a.startHours * 60);
}

/**
 * Whether a first call that was made met its clock: one that was made later leaves it running, to be told as missed
 * whenever it is heard of. [ROUT-15]
 */
export function isStartedInTime(madeAt: Date, due: Date | null): boolean {
  return due === null || madeAt <= due;
}

/** Refuses a first call before the discharge, when the person is not yet at home, or after `d2aStartDue`. [ROUT-15] */
export function d2aStartRefusal(
  facts: D2aStartFacts,
  firstCallAt: Date,
  policy: Pick<Policy, 'd2a'>,
): Refusal | undefined {
  const due = d2aStartDue(facts, policy);
  if (facts.dischargeAt && firstCallAt < facts.dischargeAt) {
    return refuse(
      'ROUT-15',
      'FIRST_CALL_BEFORE_DISCHARGE',
      'The first call comes once the person has been discharged.',
      'input.firstCallAt',
    );
  }
  if (due && firstCallAt > due) {
    return refuse(
      'ROUT-15',
      'FIRST_CALL_TOO_LATE',
      `A D2A package must start within ${policy.d2a.startHours} hours of the award or the discharge, whichever is later.`,
      'input.firstCallAt',
    );
  }
  return undefined;
}
