import type { Transaction } from '../../../../kernel/database/work.js';
import { mayStillChange } from '../../rules/call-offs/together.js';
import { endCallOff } from '../../steps/call-offs/end-call-off.js';
import type { HeldCallOff } from '../../steps/call-offs/hold-call-off.js';
import { changePackages, setPackages } from '../../steps/call-offs/together.js';
import { draftAnew } from './draft-anew.js';

/**
 * A package is sought no more with the others of its call-off, which go on without it: a draft by itself, an open one amended.
 * Once bids were opened for all of them, it is withdrawn, and the others are drafted anew. If it was the last, it ends.
 * [ROUT-39, WIN-14, NTF-38]
 *
 * @param why told if it ends: `replaced` if the package is sought by itself in the same breath
 */
export async function leaveCallOff(
  t: Transaction,
  held: HeldCallOff,
  { packageId, ...why }: { readonly packageId: string; readonly code: string; readonly replaced: boolean },
): Promise<void> {
  const { callOff } = held;
  const others = callOff.packages.filter((each) => each.packageId !== packageId);
  if (others.length === 0) return endCallOff(t, held, why);
  if (callOff.state === 'AWARDED') return setPackages(callOff, others);
  if (mayStillChange(callOff)) return changePackages(t, held, others);
  await draftAnew(t, held, others);
}
