import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';
import type { RouteOverride } from '../../../../schema/events/cases.js';
import type { Policy } from '../../../../schema/policy.js';

const LONGEST_REASON = 500;

/**
 * Refuses a broker's own choice of a route that the council has not opened, or without its reason. Whether the route sources
 * such care, tenders says. [ROUT-02]
 */
export function routeOverrideRefusals(
  override: RouteOverride | null,
  policy: Pick<Policy, 'route'>,
): readonly Refusal[] {
  if (!override) return [];
  const { route, reason } = override;
  const refusals: Refusal[] = [];
  if (!policy.route.enabled.includes(route)) {
    const message = `This council has opened ${policy.route.enabled.join(', ')}: choose one of these, or none for what the policy chooses.`;
    refusals.push(refuse('ROUT-02', 'ROUTE_NOT_ENABLED', message, 'input.route'));
  }
  if (reason.trim() === '' || reason.length > LONGEST_REASON) {
    const message = `Give the reason for another route than the policy chooses, in 1 to ${LONGEST_REASON} characters; name nobody.`;
    refusals.push(refuse('ROUT-02', 'OVERRIDE_REASON_MISSING', message, 'input.routeReason'));
  }
  return refusals;
}
