import type { Work } from '../../../../kernel/database/work.js';
import { type Outcome, unlessRefused } from '../../../../kernel/values/refusal.js';
import type { Package } from '../../entities/requests/package.js';
import { brokerageRefusal } from '../../rules/placements/brokerage.js';
import { movePackage, onPackage } from '../../steps/on-case.js';
import { openForSourcing } from '../../steps/requests/change-need.js';

/** A broker has a package sourced again that nobody could be found for. [SM-1, ASM-02] */
export async function reopenPackage(
  work: Work,
  input: { readonly idempotencyKey: string; readonly packageId: string },
): Promise<Outcome<Package>> {
  return onPackage(
    work,
    'reopenPackage',
    { scope: 'sourcing:write', roles: ['broker'] },
    input,
    async (t, carePackage) => {
      unlessRefused(brokerageRefusal(t.caller.role));
      movePackage(carePackage, 're-open');
      carePackage.sourcingVersion += 1;
      await openForSourcing(t, carePackage);
    },
  );
}
