import { addLocalDays, localDateOf } from '../../../../kernel/time/working-time.js';
import type { Refusal } from '../../../../kernel/values/refusal.js';
import type { Policy } from '../../../../schema/policy.js';

/** Private hours as a provider declared them last [PROV-23]. */
export interface PrivateHours {
  readonly weeklyMinutes: number;
  readonly declaredAt: Date;
}

/**
 * The declared private worker-minutes a week, or null where never declared or declared too long ago [PROV-23, AMB-03].
 * A declaration counts to the end of the London day `declarationDays` after its own; the next day it is undeclared.
 */
export function privateMinutesInForce(
  declared: PrivateHours | null,
  now: Date,
  declarationDays: number,
): number | null {
  if (!declared) return null;
  const lastDay = addLocalDays(localDateOf(declared.declaredAt), declarationDays);
  return localDateOf(now) <= lastDay ? declared.weeklyMinutes : null;
}

/** The ceiling in worker-minutes a week [PROV-23, AMB-03; 002 App A ¶5(ii)]. */
export function ceilingMinutes(policy: Pick<Policy['capacity'], 'ceilingHours'>): number {
  return Math.round(policy.ceilingHours * 60);
}

/** What a `CapacityCeilingNear` or `CapacityCeilingReached` event says, beside the provider [NTF-28]. */
export interface CeilingCrossing {
  readonly type: 'CapacityCeilingNear' | 'CapacityCeilingReached';
  /** Whole percent of the ceiling, rounded down, so that 100 means reached. */
  readonly pct: number;
}

/**
 * The notice that follows when a provider's weekly worker-minutes change: on the way up only, and exactly at the mark
 * counts as having crossed it. One step across both marks is told once, as reached [NTF-28].
 */
export function ceilingCrossing(
  beforeWeeklyMinutes: number,
  afterWeeklyMinutes: number,
  policy: Pick<Policy['capacity'], 'ceilingHours' | 'nearPct'>,
): CeilingCrossing | null {
  const ceiling = ceilingMinutes(policy);
  const crosses = (pct: number) =>
    beforeWeeklyMinutes * 100 < ceiling * pct && ceiling * pct <= afterWeeklyMinutes * 100;
  const pct = Math.floor((afterWeeklyMinutes * 100) / ceiling);
  if (crosses(100)) return { type: 'CapacityCeilingReached', pct };
  return crosses(policy.nearPct) ? { type: 'CapacityCeilingNear', pct } : null;
}

/** Refuses a declaration of private hours that is no whole number of worker-minutes from 0 up [PROV-23]. */
export function privateHoursRefusal(weeklyMinutes: number): Refusal | undefined {
  if (Number.isSafeInteger(weeklyMinutes) && weeklyMinutes >= 0) return undefined;
  return {
    rule: 'PROV-23',
    code: 'PRIVATE_HOURS_INVALID',
    message: 'Private hours are declared in whole worker-minutes a week, 0 or more.',
    field: 'weeklyMinutes',
  };
}
