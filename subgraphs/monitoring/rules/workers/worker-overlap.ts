import type { Policy } from '../../../../schema/policy.js';

/** One worker at one place, from when to when: as planned, or as logged. */
export interface Stay {
  readonly kind: 'PLAN' | 'LOG';
  readonly worker: string;
  readonly placementId: string;
  readonly from: Date;
  readonly to: Date;
  /** Metres from the call before; null if it is not known. */
  readonly travelMetres: number | null;
}

/**
 * Minutes that a worker needs to come from the call before: the distance at the policy's speed, and a little more. Zero
 * if the roster says that there is no way to go, as between two people in one house. [DEL-07; 002 ¶7.23]
 */
export function travelMinutes(
  travelMetres: number | null,
  { travelKmPerHour, travelExtraMinutes }: Pick<Policy['visit'], 'travelKmPerHour' | 'travelExtraMinutes'>,
): number {
  if (travelMetres === 0) return 0;
  return ((travelMetres ?? 0) / 1000 / travelKmPerHour) * 60 + travelExtraMinutes;
}

/** What may be wrong between two calls of one worker; ELSEWHERE is the other while the worker was logged at both. */
export type Conflict = 'OVERLAP' | 'ELSEWHERE' | 'TRAVEL';

/**
 * What is wrong between two stays of one worker, both planned or both logged: they OVERLAP, or leave no time to TRAVEL from
 * one address to the other. One that was logged ELSEWHERE for longer than a call may be short, or all through, was not at
 * both; what was planned says of nobody where they were. Null if nothing is wrong. [DEL-07, PAY-01; 002 ¶7.23, ¶19.7]
 */
export function conflictBetween(a: Stay, b: Stay, policy: Policy['visit']): Conflict | null {
  const [earlier, later] = +a.from <= +b.from ? [a, b] : [b, a];
  const isSamePlace = earlier.placementId === later.placementId;
  const gap = +later.from - +earlier.to;
  if (gap < 0) {
    const isWithin = +later.to <= +earlier.to || +later.from === +earlier.from;
    const isElsewhere = !isSamePlace && (isWithin || -gap > policy.shortMinutes * 60_000);
    return later.kind === 'LOG' && isElsewhere ? 'ELSEWHERE' : 'OVERLAP';
  }
  if (isSamePlace) return null;
  return gap < travelMinutes(later.travelMetres, policy) * 60_000 ? 'TRAVEL' : null;
}
