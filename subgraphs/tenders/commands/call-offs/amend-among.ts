import type { Transaction } from '../../../../kernel/database/work.js';
import { amendmentRefusal } from '../../rules/call-offs/amendment.js';
import { publicationRefusals } from '../../rules/call-offs/publication.js';
import { changedAmong, isSameGroup, mayStillChange } from '../../rules/call-offs/together.js';
import type { HeldCallOff } from '../../steps/call-offs/hold-call-off.js';
import { changePackages, setPackages } from '../../steps/call-offs/together.js';
import { draftAnew } from './draft-anew.js';
import { leaveCallOff } from './leave-call-off.js';
import { type OpenCallOff, openCallOff } from './open-call-off.js';

/**
 * Brings a call-off for several people up to a new version of the request of one of them. Whoever no longer belongs with the
 * others, or is now needed elsewhere, leaves it and is sought apart. What was published is amended while it is open; once bids
 * were opened for a need that has changed, it is withdrawn, and all are drafted anew. [ROUT-37, ROUT-39, WIN-14]
 */
export async function amendAmong(
  t: Transaction,
  held: HeldCallOff,
  request: Omit<OpenCallOff, 'packageReference' | 'override'>,
): Promise<void> {
  const { callOff } = held;
  const { packageId, serviceType, funding, need, sourcingVersion } = request;
  const own = callOff.packages.find((each) => each.packageId === packageId)!;
  const { packageReference } = own;
  const before = { ...own, together: callOff.together };
  const belongs = isSameGroup(callOff.together!, request.together ?? null);
  if (!belongs || amendmentRefusal(before, request, held.policy) || publicationRefusals(need).length > 0) {
    if (callOff.state === 'AWARDED') return;
    await leaveCallOff(t, held, { packageId, code: 'SOUGHT_APART', replaced: true });
    await t.em.flush();
    await openCallOff(t, { ...request, packageReference });
    return;
  }
  const anew = { ...own, serviceType, funding, need, sourcingVersion };
  const packages = callOff.packages.map((each) => (each.packageId === packageId ? anew : each));
  const isUnchanged = changedAmong(callOff.packages, packages).length === 0;
  if (isUnchanged || callOff.state === 'AWARDED') return setPackages(callOff, packages);
  if (mayStillChange(callOff)) return changePackages(t, held, packages);
  await draftAnew(t, held, packages);
}
