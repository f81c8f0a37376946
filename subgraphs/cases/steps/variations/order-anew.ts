import type { Transaction } from '../../../../kernel/database/work.js';
import { Ipo } from '../../entities/placements/ipo.js';
import { weeklyPriceOn } from '../../reads/calls/weekly-price-on.js';
import { variationsOf } from '../../reads/variations/variations-of.js';
import { isOrderedAnew, orderInForce, saysTheSame } from '../../rules/placements/ipo.js';
import { suspensionOn } from '../../rules/variations/variation.js';
import type { Case } from '../lock-case.js';
import { issueIpo } from '../placements/issue-ipo.js';
import { levelOf } from './level-of.js';

/**
 * Orders anew what is varied from a day on: hours, price, and the days on which care is suspended. The revised IPO
 * supersedes the one before from that day on. What was varied back-dated is followed by a revised IPO for each later day
 * on which something else had taken effect, so that on every day the order in force says what holds on it. None is
 * issued that says what is ordered already, nor of a week without a price, for want of the rate of its nights. [AWRD-04, AWRD-05, VAR-14]
 */
export async function orderAnew(t: Transaction, { carePackage, placement }: Case, from: string): Promise<void> {
  if (!isOrderedAnew(placement)) return;
  const variations = await variationsOf(t.em, placement.id);
  const level = await levelOf(t, placement);
  const later = variations.filter(({ state, effectiveFrom }) => state !== 'AGREED' && effectiveFrom > from);
  const days = [...new Set([from, ...later.map(({ effectiveFrom }) => effectiveFrom)])].sort();
  const issued = await t.em.find(Ipo, { placementId: placement.id }, { orderBy: { version: 'asc' } });
  for (const effectiveFrom of days) {
    const suspension = suspensionOn(variations, effectiveFrom);
    const weeklyWorkerMinutes = level.on(effectiveFrom);
    const price = await weeklyPriceOn(t.em, placement, { weeklyWorkerMinutes, effectiveFrom });
    if (price === null) continue;
    const order = {
      ...{ weeklyWorkerMinutes, weeklyPricePence: price, effectiveFrom },
      suspendedFrom: suspension?.effectiveFrom ?? null,
      suspendedTo: suspension?.effectiveTo ?? null,
    };
    const held = orderInForce(
      issued.map(({ content }) => content),
      effectiveFrom,
    );
    if (held && saysTheSame(held, order)) continue;
    issued.push(await issueIpo(t, carePackage, placement, order));
  }
}
