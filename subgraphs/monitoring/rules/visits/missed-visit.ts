import type { VisitState } from './visit-states.js';

/** How grave a breach a visit is: every missed visit is one, and a time-critical one is critical. Null if it is none. [DEL-10] */
export function breachOf(visit: {
  readonly state: VisitState;
  readonly timeCritical: boolean;
}): 'HIGH' | 'CRITICAL' | null {
  if (visit.state !== 'MISSED') return null;
  return visit.timeCritical ? 'CRITICAL' : 'HIGH';
}
