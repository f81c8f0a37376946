import type { Transaction } from '../../../../kernel/database/work.js';
import { addLocalDays } from '../../../../kernel/time/working-time.js';
import { Variation } from '../../entities/variations/variation.js';
import type { Case } from '../lock-case.js';
import { moveVariation } from '../move.js';
import { levelOf } from './level-of.js';
import { orderAnew } from './order-anew.js';
import { standAsVaried } from './stand-as-varied.js';
import { tellVariation } from './tell-variation.js';

/**
 * The last day of a suspension or of a temporary increase has passed. What ends it is a variation with an id of its own:
 * the one that the council recorded for it, or else one of the hub's. [VAR-03, VAR-06, VAR-14]
 */
export async function endForAWhile(t: Transaction, held: Case, ended: Variation): Promise<void> {
  const { placement } = held;
  const isSuspension = ended.kind === 'SUSPEND';
  const from = addLocalDays(ended.effectiveTo!, 1);
  const kind = isSuspension ? 'RESUME' : 'END_TEMPORARY_INCREASE';
  const recorded = await t.em.findOne(Variation, { changes: ended.id, kind, state: 'AGREED' });
  const ending = recorded ?? (await byItself(t, ended, kind, from));
  moveVariation(ended, isSuspension ? 'resume' : 'its last day passes');
  moveVariation(ending, 'its day comes');
  const level = await levelOf(t, placement);
  ending.minutesBefore = isSuspension ? level.today : level.on(ended.effectiveTo!);
  ending.minutesAfter = isSuspension ? level.today : level.on(from);
  await standAsVaried(t, placement);
  await orderAnew(t, held, from);
  await tellVariation(t, placement, ending);
}

async function byItself(
  t: Transaction,
  ended: Variation,
  kind: 'RESUME' | 'END_TEMPORARY_INCREASE',
  effectiveFrom: string,
): Promise<Variation> {
  const { council, providerId, placementId, packageId, initiator } = ended;
  const ending = t.em.create(Variation, {
    ...{ council, providerId, placementId, packageId, initiator, kind, effectiveFrom, effectiveTo: null },
    ...{ lasVariationId: null, changes: ended.id, state: 'AGREED', minutesBefore: 0, minutesAfter: 0 },
    ...{ standingVersion: null, warnings: [], recordedAt: await t.now() },
  });
  t.em.persist(ending);
  return ending;
}
