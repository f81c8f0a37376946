import { policyInForce } from '../../../../kernel/database/policy-in-force.js';
import type { Transaction } from '../../../../kernel/database/work.js';
import { localDateOf } from '../../../../kernel/time/working-time.js';
import { variationsOf } from '../../reads/variations/variations-of.js';
import { isOrderedAnew } from '../../rules/placements/ipo.js';
import { levelOn } from '../../rules/variations/level.js';
import type { Case } from '../lock-case.js';
import { issueIpo } from '../placements/issue-ipo.js';

/**
 * Another level holds from a day on: the placement stands at the level of today, and the order follows. The revised IPO
 * supersedes the one before from that day on. [AWRD-04, AWRD-05, VAR-14]
 */
export async function changeLevel(
  t: Transaction,
  { carePackage, placement }: Case,
  { from, before, after }: { readonly from: string; readonly before: number; readonly after: number },
): Promise<void> {
  const variations = await variationsOf(t.em, placement.id);
  placement.currentWeeklyWorkerMinutes = levelOn(placement.weeklyWorkerMinutes, variations, localDateOf(await t.now()));
  if (before === after) return;
  const { policy } = await policyInForce(t.em, placement.council, { version: placement.policyVersion });
  if (!isOrderedAnew(placement, policy)) return;
  await issueIpo(t, carePackage, placement, { weeklyWorkerMinutes: after, effectiveFrom: from });
}
