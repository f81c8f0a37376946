import type { Work } from '../../../../kernel/database/work.js';
import type { Allowed } from '../../../../kernel/identity/caller.js';
import { type Outcome, unlessRefused } from '../../../../kernel/values/refusal.js';
import type { Package } from '../../entities/requests/package.js';
import { brokerageRefusal } from '../../rules/placements/brokerage.js';
import { actOnPackage } from '../../steps/act-on-case.js';
import { movePackage } from '../../steps/move.js';
import { openForSourcing } from '../../steps/requests/open-for-sourcing.js';

export const allowed = { scope: 'sourcing:write', roles: ['broker'] } satisfies Allowed;

/** A broker has a package sourced again for which nobody could be found. [SM-1, ASM-02] */
export async function reopenPackage(
  work: Work,
  input: { readonly idempotencyKey: string; readonly packageId: string },
): Promise<Outcome<Package>> {
  return actOnPackage(work, 'reopenPackage', allowed, input, async (t, carePackage) => {
    unlessRefused(brokerageRefusal(t.caller.role));
    movePackage(carePackage, 're-open');
    carePackage.sourcingVersion += 1;
    await openForSourcing(t, carePackage);
  });
}
