import type { Policy } from '../../../../schema/policy.js';

/** The ceiling in worker-minutes a week [PROV-23, AMB-03; 002 App A ¶5(ii)]. */
export function ceilingMinutes(policy: Pick<Policy['capacity'], 'ceilingHours'>): number {
  return Math.round(policy.ceilingHours * 60);
}

/** Weekly worker-minutes as a whole percent of the ceiling, rounded down, so that 100 means reached [PROV-23]. */
export function ceilingPct(weeklyMinutes: number, policy: Pick<Policy['capacity'], 'ceilingHours'>): number {
  return Math.floor((weeklyMinutes * 100) / ceilingMinutes(policy));
}

/** What a `CapacityCeilingNear` or `CapacityCeilingReached` event says, beside the provider [NTF-28]. */
export interface CeilingCrossing {
  readonly type: 'CapacityCeilingNear' | 'CapacityCeilingReached';
  /** Whole percent of the ceiling, rounded down, so that 100 means reached. */
  readonly pct: number;
}

/**
 * The notice that follows a change of a provider's weekly worker-minutes: on the way up only, and exactly at the mark
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
  const pct = ceilingPct(afterWeeklyMinutes, policy);
  if (crosses(100)) return { type: 'CapacityCeilingReached', pct };
  return crosses(policy.nearPct) ? { type: 'CapacityCeilingNear', pct } : null;
}
