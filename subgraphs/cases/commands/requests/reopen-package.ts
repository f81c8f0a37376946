import { policyInForce } from '../../../../kernel/database/policy-in-force.js';
import type { Work } from '../../../../kernel/database/work.js';
import type { Allowed } from '../../../../kernel/identity/caller.js';
import { type Outcome, unlessRefused } from '../../../../kernel/values/refusal.js';
import type { RouteOverride } from '../../../../schema/events/cases.js';
import type { Package } from '../../entities/requests/package.js';
import { brokerageRefusal } from '../../rules/placements/brokerage.js';
import { routeOverrideRefusals } from '../../rules/requests/route-override.js';
import { actOnPackage } from '../../steps/act-on-case.js';
import { movePackage } from '../../steps/move.js';
import { openForSourcing } from '../../steps/requests/open-for-sourcing.js';

export const allowed = { scope: 'sourcing:write', roles: ['broker'] } satisfies Allowed;

export interface ReopenPackage {
  readonly idempotencyKey: string;
  readonly packageId: string;
  /** Another route than the policy chooses, and why; null for the policy's. */
  readonly override: RouteOverride | null;
}

/**
 * A broker has a package sourced again for which nobody could be found, by the route that the policy chooses, or by another
 * that the council has opened, with the reason: the framework at once, say, since the patch is known to be full. [SM-1, ASM-02,
 * ROUT-02]
 */
export async function reopenPackage(work: Work, input: ReopenPackage): Promise<Outcome<Package>> {
  return actOnPackage(work, 'reopenPackage', allowed, input, async (t, carePackage) => {
    const { override } = input;
    const { policy } = await policyInForce(t.em, carePackage.council, await t.now());
    unlessRefused(brokerageRefusal(t.caller.role), ...routeOverrideRefusals(override, policy));
    movePackage(carePackage, 're-open');
    carePackage.sourcingVersion += 1;
    await openForSourcing(t, carePackage, override && { ...override, reason: override.reason.trim() });
  });
}
