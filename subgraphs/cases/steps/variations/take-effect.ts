import type { Transaction } from '../../../../kernel/database/work.js';
import { Variation } from '../../entities/variations/variation.js';
import { bringsCalls } from '../../rules/variations/variation.js';
import type { Case } from '../lock-case.js';
import { moveVariation } from '../move.js';
import { keepLastDay } from './keep-last-day.js';
import { levelOf } from './level-of.js';
import { orderAnew } from './order-anew.js';
import { standAsVaried } from './stand-as-varied.js';
import { tellVariation } from './tell-variation.js';

/**
 * The first day of a suspension or of another level has come: the placement stands so, everybody concerned is told, and
 * the order follows. [SM-6, VAR-14, AWRD-04, AWRD-05]
 */
export async function takeEffect(t: Transaction, held: Case, variation: Variation): Promise<void> {
  const { placement } = held;
  const { kind, effectiveFrom } = variation;
  moveVariation(variation, 'its day comes');
  const level = await levelOf(t, placement);
  // Of two levels that begin on one day, the later one is told by both; a suspension leaves the level as it is.
  if (kind === 'SUSPEND') variation.minutesBefore = level.today;
  variation.minutesAfter = bringsCalls(kind) ? level.on(effectiveFrom) : level.today;
  await tellVariation(t, placement, variation);
  await orderAnew(t, held, effectiveFrom);
  if (kind === 'SUSPEND') await beganSuspended(t, held, variation);
  if (kind === 'TEMPORARY_INCREASE') await keepLastDay(t, held, variation);
  await standAsVaried(t, placement);
}

async function beganSuspended(t: Transaction, held: Case, suspension: Variation): Promise<void> {
  // One that ended as this one began may not have had its turn yet.
  const of = { placementId: suspension.placementId, kind: 'SUSPEND', state: 'EFFECTIVE' } as const;
  for (const other of await t.em.find(Variation, { ...of, id: { $ne: suspension.id } })) {
    await keepLastDay(t, held, other);
  }
  const changed = { changes: suspension.id, kind: 'CHANGE_SUSPENSION', state: 'AGREED' } as const;
  for (const change of await t.em.find(Variation, changed)) {
    moveVariation(change, 'its day comes');
    await tellVariation(t, held.placement, change);
  }
  await keepLastDay(t, held, suspension);
}

/**
 * A suspension has another last day. It is told, and ordered anew with its days; a change of one that has not begun is told
 * with its beginning. [VAR-03, AWRD-05]
 */
export async function takeChange(t: Transaction, held: Case, change: Variation, suspension: Variation): Promise<void> {
  if (suspension.state !== 'EFFECTIVE') return;
  moveVariation(change, 'its day comes');
  await tellVariation(t, held.placement, change);
  await orderAnew(t, held, suspension.effectiveFrom);
  await keepLastDay(t, held, suspension);
}
