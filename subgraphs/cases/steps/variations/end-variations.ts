import type { Transaction } from '../../../../kernel/database/work.js';
import { cancelDeadlines } from '../../../../kernel/time/deadlines.js';
import type { Placement } from '../../entities/placements/placement.js';
import { variationsOf } from '../../reads/variations/variations-of.js';
import { endedWithPlacement } from '../../rules/variations/ending.js';
import { moveVariation } from '../move.js';
import { restoreCalls } from './restore-calls.js';
import { subjectOf } from './variation-clock.js';

/**
 * A placement has ended, and its variations with it: what has not begun is cancelled, and its calls with it, and a
 * suspension or a temporary increase ends with the last day of care. None of their clocks runs on. [AWRD-12, VAR-14, SM-6]
 */
export async function endVariations(t: Transaction, placement: Placement, lastDay: string): Promise<void> {
  const lastFirst = (await variationsOf(t.em, placement.id)).toReversed();
  for (const variation of lastFirst) {
    const end = endedWithPlacement(variation, lastDay);
    if (!end) continue;
    moveVariation(variation, end.event);
    variation.effectiveTo = end.effectiveTo;
    await cancelDeadlines(t, subjectOf(variation));
    if (end.event !== 'cancel') continue;
    await restoreCalls(t, placement, variation, { from: variation.effectiveFrom, to: variation.effectiveTo });
  }
}
