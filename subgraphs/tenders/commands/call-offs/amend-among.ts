import type { Transaction } from '../../../../kernel/database/work.js';
import { amendmentRefusal } from '../../rules/call-offs/amendment.js';
import { publicationRefusals } from '../../rules/call-offs/publication.js';
import { changedAmong, isSameGroup, type PackageAsked } from '../../rules/call-offs/together.js';
import { endCallOff } from '../../steps/call-offs/end-call-off.js';
import type { HeldCallOff } from '../../steps/call-offs/hold-call-off.js';
import { changePackages, setPackages } from '../../steps/call-offs/together.js';
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
    await leaveCallOff(t, held, packageId, 'SOUGHT_APART');
    await t.em.flush();
    await openCallOff(t, { ...request, packageReference });
    return;
  }
  const anew = { ...own, serviceType, funding, need, sourcingVersion };
  const packages = callOff.packages.map((each) => (each.packageId === packageId ? anew : each));
  const isUnchanged = changedAmong(callOff.packages, packages).length === 0;
  if (isUnchanged || callOff.state === 'AWARDED') return setPackages(callOff, packages);
  if (isAmendable(held)) return changePackages(t, held, packages);
  await draftAnew(t, held, packages);
}

/**
 * A package is sought no more with the others of its call-off, which go on without it: a draft by itself, an open one amended.
 * Once bids were opened for all of them, it is withdrawn, and the others are drafted anew. If it was the last, it ends.
 * [ROUT-39, WIN-14, NTF-38]
 */
export async function leaveCallOff(t: Transaction, held: HeldCallOff, packageId: string, code: string): Promise<void> {
  const { callOff } = held;
  const others = callOff.packages.filter((each) => each.packageId !== packageId);
  if (others.length === 0) return endCallOff(t, held, { code });
  if (callOff.state === 'AWARDED') return setPackages(callOff, others);
  if (isAmendable(held)) return changePackages(t, held, others);
  await draftAnew(t, held, others);
}

/** Nobody knows it yet, or whoever knows it may still answer. */
function isAmendable({ callOff, stage }: HeldCallOff): boolean {
  return stage === null || callOff.state === 'OPEN';
}

async function draftAnew(t: Transaction, held: HeldCallOff, packages: readonly PackageAsked[]): Promise<void> {
  const { council, override, together } = held.callOff;
  await endCallOff(t, held, { code: 'AMENDED_AFTER_CLOSE', replaced: true });
  for (const each of packages) {
    await t.em.flush();
    const { packageId, packageReference, serviceType, funding, need, sourcingVersion } = each;
    const asked = { packageId, packageReference, serviceType, funding, need, sourcingVersion };
    await openCallOff(t, { ...asked, council, override, together });
  }
}
