import type { Off } from '../calls/expected-call.js';

export const VISIT_QUERIES = ['CLAIMED_AFTER_MISSED', 'MADE_BUT_NOT_EXPECTED', 'WORKED_ELSEWHERE'] as const;
/** What a council is asked about a visit. Until an officer answers by a correction, nothing is paid of it. */
export type VisitQuery = (typeof VISIT_QUERIES)[number];

/**
 * What the council must answer about a visit, null if nothing: a log by hand that came when the call was missed, a call
 * that was made and that the council does not expect, or one made while its worker was logged at another.
 * [DEL-10, PAY-01, PAY-02, DEL-07]
 */
export function queryOf(visit: {
  readonly off: Off | null;
  readonly isMade: boolean;
  readonly isClaimed: boolean;
  readonly isElsewhere: boolean;
}): VisitQuery | null {
  if (visit.isClaimed) return 'CLAIMED_AFTER_MISSED';
  if (visit.off && visit.isMade) return 'MADE_BUT_NOT_EXPECTED';
  return visit.isElsewhere ? 'WORKED_ELSEWHERE' : null;
}
