import type { Transaction } from '../../../../kernel/database/work.js';
import type { Placement } from '../../entities/placements/placement.js';
import type { Variation } from '../../entities/variations/variation.js';
import { callsVersions } from '../../reads/calls/calls-versions.js';
import { callsOn, type Days, rewritten } from '../../rules/calls/calls-in-force.js';
import { withPresentOf } from '../../rules/calls/commissioned-week.js';
import { changeCalls } from '../calls/change-calls.js';

/**
 * A variation does not hold on these of its days after all: the calls that were in force before it was recorded are in
 * force again, with the times and marks that they have by now. [VAR-14, VAR-06]
 */
export async function restoreCalls(
  t: Transaction,
  placement: Placement,
  variation: Variation,
  days: Days,
): Promise<void> {
  const versions = await callsVersions(t.em, placement.id);
  const first = versions.findIndex(({ variationId }) => variationId === variation.id);
  if (first < 0) return;
  const before = versions.slice(0, first);
  const written = rewritten(versions, days, (inForce, day) => withPresentOf(callsOn(before, day), inForce));
  await changeCalls(t, placement, written, { because: 'VARIATION', variationId: variation.id });
}
