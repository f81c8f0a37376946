import type { Transaction } from '../../../../kernel/database/work.js';
import type { PackageAsked } from '../../rules/call-offs/together.js';
import { endCallOff } from '../../steps/call-offs/end-call-off.js';
import type { HeldCallOff } from '../../steps/call-offs/hold-call-off.js';
import { openCallOff } from './open-call-off.js';

/**
 * Withdraws a call-off whose bids were opened for other needs than there are now, and drafts all that are still sought together
 * anew. [WIN-14, ROUT-39]
 */
export async function draftAnew(t: Transaction, held: HeldCallOff, packages: readonly PackageAsked[]): Promise<void> {
  const { council, override, together } = held.callOff;
  await endCallOff(t, held, { code: 'AMENDED_AFTER_CLOSE', replaced: true });
  for (const each of packages) {
    await t.em.flush();
    const { packageId, packageReference, serviceType, funding, need, sourcingVersion } = each;
    const asked = { packageId, packageReference, serviceType, funding, need, sourcingVersion };
    await openCallOff(t, { ...asked, council, override, together });
  }
}
