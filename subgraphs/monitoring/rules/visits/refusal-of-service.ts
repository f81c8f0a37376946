import type { Policy } from '../../../../schema/policy.js';

/**
 * Whether the care manager is told that the person refused a call: at once if the call is time-critical, and otherwise
 * from so many refused calls on. The sources name no procedure for this; the numbers are the council's.
 * [DEL-18, AMB-10; 002 ¶7.25]
 *
 * @param refusals refused calls of the placement within `visit.repeatedRefusalDays`, including this one
 */
export function isRefusalNotifiable(
  refused: { readonly timeCritical: boolean; readonly refusals: number },
  { repeatedRefusals }: Policy['visit'],
): boolean {
  return refused.timeCritical || refused.refusals >= repeatedRefusals;
}
